namespace Grocery.Versions;

/// <summary>What one command takes.</summary>
internal sealed record CommandForm(string Name, string[] Operands, string[] Options, string[] Flags, string Does)
{
    private static readonly string[] OfChanges = ["--no-commit", "--dry-run", "--push"];

    /// <summary>Gets every command, in the order in which they are shown.</summary>
    public static IReadOnlyList<CommandForm> All { get; } =
    [
        new("show", [], [], [], "shows what runs where, since when and by whom"),
        new("history", ["SERVICE", "ENVIRONMENT"], [], [], "shows the images that a service had in an environment, numbered as --to of revert takes them"),
        new("record", ["SERVICE", "ENVIRONMENT", "IMAGE"], ["--version", "--reason", "--by"], OfChanges, "writes down an image that a build or a rollback has brought: how the first environment gets its images"),
        new("promote", ["SERVICE", "FROM", "TO"], ["--reason", "--by"], OfChanges, "takes the image of an environment over into the next one"),
        new("pin", ["SERVICE", "ENVIRONMENT"], ["--reason"], OfChanges, "keeps an image in place: record, promote and revert refuse to change it"),
        new("unpin", ["SERVICE", "ENVIRONMENT"], [], OfChanges, "ends that"),
        new("revert", ["SERVICE", "ENVIRONMENT"], ["--to", "--reason", "--by"], OfChanges, "takes the image back that the service had before; after a revert that is the one which was reverted"),
        new("generate", [], [], [], "writes the files that follow from the one source"),
        new("check", [], [], [], "fails when the source has a mistake, or a generated file differs from it"),
    ];

    public string Usage => string.Join(' ', [
        Name,
        .. Operands,
        .. Options.Select(option => $"[{option} {Help.ValueOf(option)}]"),
        .. Flags.Select(flag => $"[{flag}]"),
    ]);
}

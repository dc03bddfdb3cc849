namespace Grocery.Versions;

/// <summary>What a person has to know to use the tool.</summary>
internal static class Help
{
    private static readonly Dictionary<string, (string Value, string Means)> Options = new()
    {
        ["--version"] = ("VERSION", "how people call the image; default the version that its digest had before, else the first digits of the digest"),
        ["--reason"] = ("TEXT", "why, for the commit; pin needs it, and record where an image does not come from the environment before"),
        ["--by"] = ("WHO", "who did it; default git's user.email"),
        ["--to"] = ("N", "how many images to go back, as history numbers them; default 1"),
        ["--no-commit"] = ("", "changes the files and makes no commit"),
        ["--dry-run"] = ("", "says what would change and changes nothing"),
        ["--push"] = ("", "pushes the commit; when somebody else was first, fetches and makes the change anew on top of theirs"),
    };

    public static string ValueOf(string option) => Options[option].Value;

    public static string Of(CommandForm? command) => command is null ? OfAll() : OfOne(command);

    private static string OfAll() =>
        $"""
        Keeps {VersionsFile.Location}: what runs where, since when and by whom.

        eng/grocery versions COMMAND

        {string.Concat(CommandForm.All.Select(command => $"  {command.Name,-9} {command.Does}\n"))}
        A change is one commit of the file and of all that is generated from it, in a tree without other changes. It says what an
        environment is to run; infra/scripts/deploy, or Argo CD, brings it there.

          COMMAND --help   shows what it takes
          --root FOLDER    the repository, when it is not the one of this folder

        Exit code: 0 done, 1 refused or failed, 2 wrong arguments.
        """;

    private static string OfOne(CommandForm command)
    {
        var options = command.Options.Concat(command.Flags).Select(option => $"  {option + " " + Options[option].Value,-18} {Options[option].Means}\n");
        return $"eng/grocery versions {command.Usage}\n\n{char.ToUpperInvariant(command.Does[0])}{command.Does[1..]}.\n\n{string.Concat(options)}".TrimEnd();
    }
}

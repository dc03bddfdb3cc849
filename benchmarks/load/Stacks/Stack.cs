namespace Grocery.Platform.Comparison.Stacks;

/// <summary>A service that is measured: what observes it, and the share of the traces that it records.</summary>
/// <param name="Name">Its name on the command line and in the results.</param>
/// <param name="Title">What a reader is told.</param>
/// <param name="Kind">What observes it.</param>
/// <param name="Ratio">The share of the traces that is recorded.</param>
internal sealed record Stack(string Name, string Title, StackKind Kind, double Ratio = 0.1)
{
    public static readonly Stack Bare = new("bare", "bare: no traces, metrics or logs", StackKind.Bare);

    public static readonly Stack Usual = new("usual", "usual: OpenTelemetry, `AddJsonConsole`, health checks; 10 %", StackKind.Usual);

    public static readonly Stack Serilog = new("serilog", "OpenTelemetry and Serilog (compact JSON); 10 %", StackKind.Serilog);

    public static readonly Stack Platform = new("platform", "platform: the one line; 10 %", StackKind.Platform);

    public static IReadOnlyList<Stack> All { get; } =
    [
        Bare,
        new("bare-again", "a second bare service: the noise", StackKind.Bare),
        new("usual-0", "usual; no traces", StackKind.Usual, 0),
        Usual,
        new("usual-100", "usual; every trace", StackKind.Usual, 1),
        Serilog,
        new("platform-0", "platform; no traces", StackKind.Platform, 0),
        Platform,
        new("platform-100", "platform; every trace", StackKind.Platform, 1),
        new("platform-observability", "platform, observability only; 10 %", StackKind.Observability),
    ];

    /// <summary>Gets a value indicating whether it differs from the others in more than its ratio, which matters to nothing but requests.</summary>
    public bool IsDistinct => Ratio is > 0 and < 1;

    public override string ToString() => Name;

    /// <exception cref="ComparisonException">There is none.</exception>
    public static Stack Find(string name) =>
        All.FirstOrDefault(stack => stack.Name == name) ?? throw new ComparisonException($"There is no stack '{name}'; allowed: {string.Join(", ", All)}.");
}

namespace Grocery.Platform.Cli.Projects;

/// <summary>How a process ended.</summary>
internal sealed record ProcessOutcome(int ExitCode, bool IsLate, string Output, string Error)
{
    /// <summary>Gets the last lines that it wrote, those of its errors if there are any.</summary>
    public string LastLines(int count) => string.Join(
        '\n', (Error.Trim().Length > 0 ? Error : Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(count));
}

namespace Grocery.Platform.Cli;

/// <summary>How the command ends.</summary>
internal static class ExitCodes
{
    public const int Well = 0;
    public const int Findings = 1;
    public const int WrongUse = 2;
    public const int Interrupted = 130;
}

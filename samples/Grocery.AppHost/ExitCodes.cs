namespace Grocery.AppHost;

internal static class ExitCodes
{
    public const int Stopped = 0;
    public const int Failed = 1;
    public const int BadArguments = 2;

    /// <summary>By a second signal; as a shell reports a program that an interrupt ended.</summary>
    public const int Killed = 130;
}

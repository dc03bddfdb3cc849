namespace Grocery.Load;

internal static class ExitCodes
{
    public const int Passed = 0;

    /// <summary>A threshold broke.</summary>
    public const int Broken = 1;
    public const int BadArguments = 2;

    /// <summary>The load could not be run, or its report not be written.</summary>
    public const int NotRun = 3;

    /// <summary>Stopped before its end, with no threshold broken until then.</summary>
    public const int Interrupted = 130;
}

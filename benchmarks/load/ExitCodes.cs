namespace Grocery.Platform.Comparison;

internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A target was missed under <c>--gate</c>, or the live heap grew.</summary>
    public const int Missed = 1;

    public const int WrongArguments = 2;

    /// <summary>It could not be measured, or the results not be written.</summary>
    public const int NotRun = 3;

    public const int Interrupted = 130;
}

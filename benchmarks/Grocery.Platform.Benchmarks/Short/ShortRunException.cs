namespace Grocery.Platform.Benchmarks.Short;

/// <summary>Why there is no result, in words for whoever ran it.</summary>
internal sealed class ShortRunException(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;
}

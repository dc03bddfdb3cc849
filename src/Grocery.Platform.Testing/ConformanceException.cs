namespace Grocery.Platform.Testing;

/// <summary>The service does not conform; the message says what was done, seen and expected, check by check.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ConformanceException"/> class.</summary>
    /// <param name="message">What failed.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }
}

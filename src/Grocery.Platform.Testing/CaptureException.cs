namespace Grocery.Platform.Testing;

/// <summary>A test expected of a service what did not come. The message says what was looked for, and what was seen.</summary>
public sealed class CaptureException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="CaptureException"/> class.</summary>
    /// <param name="message">What was looked for, and what was seen.</param>
    public CaptureException(string message)
        : base(message)
    {
    }
}

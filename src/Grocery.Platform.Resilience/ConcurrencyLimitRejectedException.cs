using Polly;

namespace Grocery.Platform.Resilience;

/// <summary>
/// Thrown at once, with nothing sent, when as many attempts to a destination are under way as <see cref="CallOptions.ConcurrencyLimit"/> allows.
/// </summary>
public sealed class ConcurrencyLimitRejectedException : ExecutionRejectedException
{
    /// <summary>Initializes a new instance of the <see cref="ConcurrencyLimitRejectedException"/> class.</summary>
    public ConcurrencyLimitRejectedException()
        : this("The concurrency limit rejected the call.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ConcurrencyLimitRejectedException"/> class.</summary>
    /// <param name="message">What was rejected, and which key sets the limit.</param>
    public ConcurrencyLimitRejectedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ConcurrencyLimitRejectedException"/> class.</summary>
    /// <param name="message">What was rejected, and which key sets the limit.</param>
    /// <param name="inner">What caused it.</param>
    public ConcurrencyLimitRejectedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.Sources;

/// <summary>How far a read came. Can be asked from any thread, also while the read is still running or was left behind.</summary>
internal sealed class ReadProgress
{
    private int _calls;
    private int _attempts;
    private volatile Exception? _lastFailure;
    private volatile bool _wasThrottled;

    /// <summary>Gets the number of calls that were answered.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Gets the number of requests that were sent, retries included.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Gets why the last attempt failed, which a deadline that ends the retries would hide; <see langword="null"/> after a success.</summary>
    public Exception? LastFailure => _lastFailure;

    /// <summary>Gets a value indicating whether an attempt was throttled, also one of another call that went through in the end.</summary>
    public bool WasThrottled => _wasThrottled;

    public void CountAttempt() => Interlocked.Increment(ref _attempts);

    public void CountCall()
    {
        Interlocked.Increment(ref _calls);
        _lastFailure = null;
    }

    public void Fail(Exception exception)
    {
        _lastFailure = exception;
        if (AwsErrors.Classify(exception) == FailureKind.Throttled)
            _wasThrottled = true;
    }
}

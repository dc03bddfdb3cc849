namespace Grocery.Platform.Testing.Aws;

/// <summary>Lets through so many calls in any one second, over all clients.</summary>
internal sealed class AwsRateLimit(int perSecond, Func<AwsCall, bool> isCounted)
{
    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _passed = new();

    public bool IsOver(AwsCall call)
    {
        if (!isCounted(call))
            return false;

        lock (_lock)
        {
            while (_passed.TryPeek(out var oldest) && call.At - oldest >= TimeSpan.FromSeconds(1))
                _passed.Dequeue();

            if (_passed.Count >= perSecond)
                return true;

            _passed.Enqueue(call.At);
            return false;
        }
    }
}

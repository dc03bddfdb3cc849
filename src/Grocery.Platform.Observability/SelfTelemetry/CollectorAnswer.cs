namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>What came of the last call to the collector: the exporter itself says only whether it worked.</summary>
internal sealed class CollectorAnswer
{
    private volatile object? _answer;

    public void Set(HttpResponseMessage response) => _answer = response;

    public void Set(Exception exception) => _answer = exception;

    /// <summary>Says why the export that has just ended failed, and forgets it.</summary>
    public string TakeReason() => Interlocked.Exchange(ref _answer, null) switch
    {
        Exception exception => FailureReason.Of(exception),
        HttpResponseMessage response => FailureReason.Of(response),
        _ => FailureReason.Unknown,
    };

    public void Forget() => _answer = null;
}

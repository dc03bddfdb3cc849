using Polly;

namespace Grocery.Platform.Resilience;

/// <summary>The protection of outgoing HTTP calls for any other work: of a database, a queue, a client library. Safe for concurrent use.</summary>
public interface IPlatformPipelines
{
    /// <summary>
    /// Gets the pipeline of a name: a deadline, retries under a budget, a concurrency limit, a breaker and an attempt time-out, by the
    /// options of <see cref="PipelineOptions"/>, with the metrics, events and log lines of outgoing calls.
    /// </summary>
    /// <remarks>
    /// What it executes runs again after a failure that may pass: see <see cref="PlatformPipelineServiceCollectionExtensions"/>. It must do
    /// no harm to run it twice, or <see cref="CallOptions.MaxRetries"/> must be 0. It must obey the token that it is given.
    /// </remarks>
    /// <param name="name">What is called, such as <c>orders-db</c>: one of a few, for each has a breaker and metrics of its own.</param>
    /// <returns>Always the same one for a name. Changes of its options hold from the next execution on.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty.</exception>
    ResiliencePipeline Get(string name);
}

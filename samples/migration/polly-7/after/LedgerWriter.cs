using Grocery.Platform.Resilience;
using Polly;

namespace Grocery.Migration.Polly;

/// <summary>Writes in a pipeline, whose options stand in the configuration.</summary>
internal sealed class LedgerWriter(IPlatformPipelines pipelines)
{
    private readonly ResiliencePipeline _pipeline = pipelines.Get("ledger");

    public Task<int> WriteAsync(Ledger ledger, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(async token => await ledger.WriteAsync(token), cancellationToken).AsTask();
}

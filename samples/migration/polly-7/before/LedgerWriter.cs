using Polly;
using Polly.Retry;

namespace Grocery.Migration.Polly;

/// <summary>Writes under a policy of its own.</summary>
internal sealed class LedgerWriter
{
    private readonly AsyncRetryPolicy _policy = Policy.Handle<LedgerBusyException>().WaitAndRetryAsync(3, attempt => TimeSpan.FromMilliseconds(20 * attempt));

    public Task<int> WriteAsync(Ledger ledger, CancellationToken cancellationToken) => _policy.ExecuteAsync(ledger.WriteAsync, cancellationToken);
}

namespace Grocery.Migration.Polly;

/// <summary>A ledger that refuses the first writes.</summary>
internal sealed class Ledger(int busy)
{
    private int _attempts;

    /// <summary>Writes, and returns with which attempt.</summary>
    public Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ++_attempts > busy ? Task.FromResult(_attempts) : throw new LedgerBusyException();
    }
}

/// <summary>The ledger takes no write now.</summary>
internal sealed class LedgerBusyException : Exception;

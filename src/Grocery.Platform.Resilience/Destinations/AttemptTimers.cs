using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.ObjectPool;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>Cancellation sources that fire after a time. Those of the system's clock are used again; a clock of a test makes its own.</summary>
internal static class AttemptTimers
{
    private static readonly ObjectPool<CancellationTokenSource> Pool = new DefaultObjectPoolProvider().Create(new Policy());

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The constructor with a TimeProvider cannot start a pooled source again; the clock is the system's.")]
    public static CancellationTokenSource Start(TimeProvider time, TimeSpan delay)
    {
        if (!ReferenceEquals(time, TimeProvider.System))
            return new CancellationTokenSource(delay, time);

        var source = Pool.Get();
        source.CancelAfter(delay);
        return source;
    }

    /// <summary>Takes a source back. <paramref name="isIdle"/>: nothing that had its token can still look at it.</summary>
    public static void Return(TimeProvider time, CancellationTokenSource source, bool isIdle)
    {
        if (isIdle && ReferenceEquals(time, TimeProvider.System))
            Pool.Return(source);
        else
            source.Dispose();
    }

    private sealed class Policy : IPooledObjectPolicy<CancellationTokenSource>
    {
        public CancellationTokenSource Create() => new();

        public bool Return(CancellationTokenSource obj) => obj.TryReset();
    }
}

namespace Grocery.Platform.Testing.Instances;

/// <summary>One running instance of the service under test.</summary>
internal abstract class Instance(Uri address, Uri? management, TimeSpan patience) : IAsyncDisposable
{
    /// <summary>Gets the way to the service port.</summary>
    public Caller Service { get; } = new(address, patience);

    /// <summary>Gets the way to the management port; checks that need none must not ask.</summary>
    public Caller Management { get; } = new(management ?? address, patience);

    /// <summary>Gets when readiness was first seen as 200, by the wall clock that the log lines have too.</summary>
    public DateTimeOffset? ReadyAt { get; private set; }

    /// <summary>Watches readiness and startup until both are 200 or patience ends.</summary>
    public async Task WatchStartAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < patience)
        {
            var ready = await Service.GetAsync("/health/ready", cancellationToken).ConfigureAwait(false);
            if (ready.Code == 200)
                ReadyAt ??= TimeProvider.System.GetUtcNow();

            var startup = await Service.GetAsync("/health/startup", cancellationToken).ConfigureAwait(false);
            if (ReadyAt is not null && startup.Code == 200)
                return;

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        Management.Dispose();
        await EndAsync().ConfigureAwait(false);
    }

    protected abstract ValueTask EndAsync();
}

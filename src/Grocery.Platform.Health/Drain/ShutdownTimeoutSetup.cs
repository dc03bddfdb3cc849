using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>Leaves room for the server to stop after the drain window. Never shortens the time-out.</summary>
internal sealed class ShutdownTimeoutSetup(DrainPolicy policy) : IPostConfigureOptions<HostOptions>
{
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(5);

    public void PostConfigure(string? name, HostOptions options)
    {
        var window = policy.Window;
        if (window > TimeSpan.Zero && options.ShutdownTimeout != Timeout.InfiniteTimeSpan && options.ShutdownTimeout < window + Room)
            options.ShutdownTimeout = window + Room;
    }
}

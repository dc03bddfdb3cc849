using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>Leaves room for the server to stop after the drain window. Never shortens the time-out.</summary>
internal sealed class ShutdownTimeoutSetup(DrainPolicy policy) : IPostConfigureOptions<HostOptions>
{
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(5);

    public void PostConfigure(string? name, HostOptions options)
    {
        if (options.ShutdownTimeout == Timeout.InfiniteTimeSpan || Window() is not { } window)
            return;

        if (window > TimeSpan.Zero && options.ShutdownTimeout < window + Room)
            options.ShutdownTimeout = window + Room;
    }

    // The host is built with these options; that the window is invalid is for the start to say, with all other problems.
    private TimeSpan? Window()
    {
        try
        {
            return policy.Window;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}

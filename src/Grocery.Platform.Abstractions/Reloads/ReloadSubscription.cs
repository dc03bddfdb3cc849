using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Reloads;

/// <summary>One who is called after reloads.</summary>
/// <param name="call">What to call, with the instances that the reload renewed.</param>
/// <param name="end">Ends the calls.</param>
internal sealed class ReloadSubscription<TOptions>(
    Action<IReadOnlyList<KeyValuePair<string, TOptions>>> call, Action<ReloadSubscription<TOptions>> end) : IDisposable
{
    public void Call(IReadOnlyList<KeyValuePair<string, TOptions>> renewed, string section, ILogger logger)
    {
        try
        {
            call(renewed);
        }
        catch (Exception exception)
        {
            Log.OptionsReloadFailed(logger, section, exception);
        }
    }

    public void Dispose() => end(this);
}

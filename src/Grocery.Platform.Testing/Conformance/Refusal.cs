using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>How a start went that the service had to refuse.</summary>
/// <param name="IsRefused">Whether it did.</param>
/// <param name="Seen">How it ended.</param>
/// <param name="Text">What it said.</param>
internal sealed record Refusal(bool IsRefused, string Seen, string Text)
{
    public static async Task<Refusal> MakeAsync(ServiceUnderTest service, StartSettings settings, CancellationToken cancellationToken)
    {
        Instance instance;
        try
        {
            instance = await service.StartAsync(settings, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new Refusal(true, $"{exception.GetType().Name} from the start", exception.ToString());
        }

        await using (instance.ConfigureAwait(false))
        {
            return instance is ExecutableInstance executable
                ? await WaitAsync(executable, settings.Patience, cancellationToken).ConfigureAwait(false)
                : new Refusal(false, "the service runs", "");
        }
    }

    private static async Task<Refusal> WaitAsync(ExecutableInstance executable, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            var code = await executable.Process.ExitAsync(patience).WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Refusal(code != 0, $"the exit code {code}", executable.Process.ToString());
        }
        catch (TimeoutException)
        {
            return new Refusal(false, $"it still runs after {patience.TotalSeconds} s", executable.Process.ToString());
        }
    }
}

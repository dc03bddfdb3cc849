using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Telemetry;

/// <summary>
/// Makes the providers of the OpenTelemetry SDK, which cost a good part of a start, on other threads while the host goes on being built.
/// Safe for concurrent use.
/// </summary>
internal sealed class TelemetryProviders(IServiceProvider services, TelemetrySwitches switches)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Type, ExceptionDispatchInfo> _failures = new();
    private Task<TracerProvider?>? _tracing;
    private Task<MeterProvider?>? _metrics;

    /// <summary>
    /// Has whoever asks for a provider that could not be made told why. The SDK refuses a second attempt, by an exception that would hide the first one's.
    /// </summary>
    public static void KeepFailureOf<T>(IServiceCollection services)
        where T : class
    {
        // One that the service has made itself, before the one line, stays as it is.
        if (services.First(service => service.ServiceType == typeof(T)).ImplementationFactory is not { } make)
            return;

        services.Replace(ServiceDescriptor.Singleton(provider => provider.GetRequiredService<TelemetryProviders>().Make(() => (T)make(provider))));
    }

    /// <summary>Begins, unless that was done before. Whatever fails is thrown where a provider is waited for.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _metrics ??= Task.Run(() => switches.Metrics ? services.GetService<MeterProvider>() : null);
            _tracing ??= Task.Run(() => switches.Tracing ? services.GetService<TracerProvider>() : null);
        }
    }

    /// <summary>Waits for both, and begins when nobody has.</summary>
    /// <returns>Each provider; <see langword="null"/> for what is off.</returns>
    public async Task<(TracerProvider? Tracing, MeterProvider? Metrics)> CompleteAsync()
    {
        Begin();
        await Task.WhenAll(_tracing!, _metrics!).ConfigureAwait(false);
        return (await _tracing!.ConfigureAwait(false), await _metrics!.ConfigureAwait(false));
    }

    private T Make<T>(Func<T> make)
    {
        if (_failures.TryGetValue(typeof(T), out var failure))
            failure.Throw();

        try
        {
            return make();
        }
        catch (Exception exception)
        {
            _failures[typeof(T)] = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }
}

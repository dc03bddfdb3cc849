using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests;

/// <summary>A service with the package and nothing else, whose time stands still.</summary>
internal sealed class ResilientHost : IDisposable
{
    private readonly IHost _host;

    public ResilientHost(Action<IServiceCollection>? addServices = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection();
        foreach (var (key, value) in settings)
            builder.Configuration[$"Platform:Resilience:{key}"] = value;

        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.AddPlatformResilience();
        addServices?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public ManualTimeProvider Time { get; } = new();

    public LogCollector Logs { get; } = new();

    public IServiceProvider Services => _host.Services;

    public HttpClient Client(string name = "") => Services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    /// <summary>Changes settings while the host runs.</summary>
    public void Reload(params (string Key, string Value)[] settings)
    {
        var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        foreach (var (key, value) in settings)
            configuration[$"Platform:Resilience:{key}"] = value;

        configuration.Reload();
    }

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Moves the time through every wait between two attempts until the call has ended.</summary>
    public async Task<TResult> PassBackoffsAsync<TResult>(Task<TResult> call)
    {
        // Shorter than an attempt time-out, so that no slow machine makes an attempt time out here.
        var longestBackoff = TimeSpan.FromSeconds(5);
        while (!call.IsCompleted)
        {
            await Eventually.HoldsAsync(() => call.IsCompleted || Time.NextDue <= longestBackoff, "the call ends or waits to retry");
            if (Time.NextDue is { } due && due <= longestBackoff)
                Time.Advance(due);
        }

        return await call;
    }

    public void Dispose() => _host.Dispose();
}

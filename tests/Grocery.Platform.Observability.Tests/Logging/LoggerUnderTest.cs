using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

/// <summary>A host that only logs, into a stream at hand.</summary>
internal sealed class LoggerUnderTest : IDisposable
{
    private readonly IHost _host;

    public LoggerUnderTest(Action<HostApplicationBuilder>? add = null, params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Staging", ApplicationName = "shop" });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Platform:Service:Name", "products"),
            new("Platform:Service:Version", "1.2.3"),
            new("Platform:Service:Instance", "pod-7"),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        ]);
        Log.Replace(builder.Services);
        builder.AddPlatformObservability();
        add?.Invoke(builder);
        _host = builder.Build();
    }

    public LineStream Log { get; } = new();

    public IServiceProvider Services => _host.Services;

    public ILogger this[string category] => Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    public void Dispose() => _host.Dispose();
}

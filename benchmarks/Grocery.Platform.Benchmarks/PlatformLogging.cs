using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>The platform's log lines, which end in memory.</summary>
internal static class PlatformLogging
{
    public static IHost CreateHost(LogLevel level = LogLevel.Information)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LogOutput>(services, Stream.Null));
        builder.Configuration["Platform:Observability:Logging:Flood:Enabled"] = "false";
        builder.Configuration["Logging:LogLevel:Default"] = level.ToString();
        builder.AddPlatformObservability();
        return builder.Build();
    }
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Layouts;
using NLog.Targets;

namespace Grocery.Platform.Benchmarks;

/// <summary>NLog behind <c>ILogger</c>, with its JSON: without the console, but for the bytes that it would write.</summary>
internal static class NLogProvider
{
    public static ServiceProvider CreateServices()
    {
        var factory = new LogFactory();
        var configuration = new LoggingConfiguration(factory);
        configuration.AddRule(NLog.LogLevel.Info, NLog.LogLevel.Fatal, new Target { Name = "bytes", Layout = Layout() });
        factory.Configuration = configuration;

        return new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders().AddProvider(new NLogLoggerProvider(new NLogProviderOptions(), factory)))
            .BuildServiceProvider();
    }

    private static JsonLayout Layout() => new()
    {
        IncludeEventProperties = true,
        IncludeScopeProperties = true,
        Attributes =
        {
            new JsonAttribute("time", "${date:universalTime=true:format=O}"),
            new JsonAttribute("level", "${level}"),
            new JsonAttribute("message", "${message}"),
            new JsonAttribute("logger", "${logger}"),
            new JsonAttribute("trace_id", "${activity:property=TraceId}"),
            new JsonAttribute("span_id", "${activity:property=SpanId}"),
        },
    };

    private sealed class Target : TargetWithLayout
    {
        protected override void Write(LogEventInfo logEvent) => Stream.Null.Write(Encoding.UTF8.GetBytes(RenderLogEvent(Layout, logEvent)));
    }
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Formatting.Json;

namespace Grocery.Platform.Benchmarks.Load;

/// <summary>A process that writes so many lines to its real standard output, and tells on standard error what processor time that took.</summary>
internal static partial class LogProcess
{
    private const int WarmUpLines = 300_000;

    public static async Task RunAsync(LoadStack stack, int count)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        Configure(builder, stack);
        var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var scope = logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = "0HN4:00000001", ["RequestPath"] = "/orders" });
        Write(logger, WarmUpLines);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);

        var before = Environment.CpuUsage.TotalTime;
        Write(logger, count);
        scope?.Dispose();

        // The stop drains the queues, which belongs to the cost.
        host.Dispose();
        var used = Environment.CpuUsage.TotalTime - before;
        await Console.Error.WriteLineAsync((used.TotalNanoseconds / count).ToString(CultureInfo.InvariantCulture));
    }

    private static void Configure(HostApplicationBuilder builder, LoadStack stack)
    {
        switch (stack)
        {
            case LoadStack.Platform:
                builder.Configuration["Platform:Observability:Logging:Flood:Enabled"] = "false";
                builder.AddPlatformObservability();
                break;
            case LoadStack.JsonConsole:
                builder.Logging.ClearProviders();
                builder.Logging.AddJsonConsole(console =>
                {
                    console.IncludeScopes = true;
                    console.TimestampFormat = "O";
                    console.UseUtcTimestamp = true;
                });
                break;
            default:
                builder.Logging.ClearProviders();
                builder.Logging.AddSerilog(
                    new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Console(new JsonFormatter()).CreateLogger(), dispose: true);
                break;
        }
    }

    private static void Write(Microsoft.Extensions.Logging.ILogger logger, int count)
    {
        for (var i = 0; i < count; i++)
            Placed(logger, "ord-4711", "apple", 12.5, 3);
    }

    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Fruit} for {Price} with {Count} pieces")]
    private static partial void Placed(Microsoft.Extensions.Logging.ILogger logger, string orderId, string fruit, double price, int count);
}

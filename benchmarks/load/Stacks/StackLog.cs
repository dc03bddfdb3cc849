using System.Diagnostics;
using System.Globalization;
using Serilog;
using Serilog.Formatting.Compact;

namespace Grocery.Platform.Comparison.Stacks;

/// <summary>A process that writes so many lines to its real standard output, and tells on standard error what each took.</summary>
internal static partial class StackLog
{
    private const int WarmUpLines = 300_000;

    /// <summary>Tells nanoseconds of processor time a line, and lines a second.</summary>
    public static async Task<int> RunAsync(string stack, string lines, string threads)
    {
        var (count, writers) = (int.Parse(lines, CultureInfo.InvariantCulture), int.Parse(threads, CultureInfo.InvariantCulture));
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        Configure(builder, Stack.Find(stack).Kind);
        var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
        await WriteAsync(logger, Math.Min(count, WarmUpLines), writers);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);

        var (before, began) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        await WriteAsync(logger, count, writers);

        // The stop drains the queues, which belongs to the cost.
        host.Dispose();
        var (used, took) = (Environment.CpuUsage.TotalTime - before, TimeProvider.System.GetElapsedTime(began));
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{used.TotalNanoseconds / count} {count / took.TotalSeconds}"));
        return ExitCodes.Done;
    }

    private static void Configure(HostApplicationBuilder builder, StackKind kind)
    {
        switch (kind)
        {
            case StackKind.Platform:
                // A loop that writes one message a million times is the flood that is to be measured.
                builder.Configuration["Platform:Observability:Logging:Flood:Enabled"] = "false";
                builder.AddPlatformObservability();
                break;
            case StackKind.Usual:
                builder.Logging.ClearProviders();
                builder.Logging.AddJsonConsole(console =>
                {
                    console.IncludeScopes = true;
                    console.TimestampFormat = "O";
                    console.UseUtcTimestamp = true;
                });
                break;
            case StackKind.Serilog:
                builder.Services.AddSerilog(logger => logger.Enrich.FromLogContext().WriteTo.Console(new CompactJsonFormatter()));
                break;
            default:
                throw new ComparisonException($"A {kind} service writes no line of its own.");
        }
    }

    private static Task WriteAsync(Microsoft.Extensions.Logging.ILogger logger, int count, int threads) => Task.WhenAll(Enumerable.Range(0, threads).Select(thread =>
        Task.Factory.StartNew(
            () => Write(logger, (count / threads) + (thread < count % threads ? 1 : 0)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private static void Write(Microsoft.Extensions.Logging.ILogger logger, int count)
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = "0HN4:00000001", ["RequestPath"] = "/orders" });
        for (var i = 0; i < count; i++)
            Placed(logger, "ord-4711", "apple", 12.5, 3);
    }

    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Fruit} for {Price} with {Count} pieces")]
    private static partial void Placed(Microsoft.Extensions.Logging.ILogger logger, string orderId, string fruit, double price, int count);
}

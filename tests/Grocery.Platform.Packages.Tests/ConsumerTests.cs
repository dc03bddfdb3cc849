using System.Net;
using System.Runtime.InteropServices;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Packages.Tests;

/// <summary>What a service team does on its first day: a fresh web app, the package from a feed, the one line.</summary>
public sealed class ConsumerTests(PackedFamily family)
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task A_fresh_web_app_with_the_package_and_the_one_line_is_ready_for_production()
    {
        var program = await CreateAppAsync();
        await using var callee = WebApplication.CreateSlimBuilder().Build();
        var receivedParents = new List<string?>();
        callee.MapGet("/", (Microsoft.AspNetCore.Http.HttpRequest request) => receivedParents.Add(request.Headers.TraceParent));
        callee.Urls.Add("http://127.0.0.1:0");
        await callee.StartAsync(TestContext.Current.CancellationToken);
        var calleeAddress = callee.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        await using var app = ServiceProcess.Start(program, new Dictionary<string, string?> { ["CALLEE"] = calleeAddress });
        using var client = await app.ListeningAsync();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK, "the app is ready");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/call");
        request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var assembly = await client.GetStringAsync("/assembly", TestContext.Current.CancellationToken);
        var metrics = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var (lint, _, complaints) = await Command.TryRunAsync("promtool", ["check", "metrics"], input: metrics);
        await app.SignalAsync("TERM");
        var exitCode = await app.ExitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, exitCode);
        Assert.EndsWith(
            OperatingSystem.IsLinux()
                ? $"/runtimes/linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}/lib/net10.0/Grocery.Platform.Observability.dll"
                : "Grocery.Platform.Observability.dll",
            assembly,
            StringComparison.Ordinal);
        var parent = Assert.Single(receivedParents);
        Assert.StartsWith($"00-{TraceId}-", parent, StringComparison.Ordinal);
        Assert.DoesNotContain("00f067aa0ba902b7", parent, StringComparison.Ordinal);
        Assert.Equal((0, ""), (lint, complaints));
        Assert.Contains("http_server_request_duration_seconds_bucket{", metrics, StringComparison.Ordinal);

        var lines = LogLines.Parse(app.Output);
        Assert.NotEmpty(lines);
        Assert.Empty(app.Error);
        Assert.Contains(lines, line => line.GetProperty("message").GetString() == "calling" && line.GetProperty("trace_id").GetString() == TraceId);
        Assert.Contains(lines, line => line.GetProperty("event_id").GetInt32() == 6000);
    }

    private async Task<string> CreateAppAsync()
    {
        var app = await ConsumerApp.CreateAsync(family, "Shop");
        await InsertAsync(app.Path("Program.cs"));
        await app.DotnetAsync("build", "--configuration", "Release", "--output", "out");
        return app.Path("out", "Shop.dll");
    }

    private static async Task InsertAsync(string program)
    {
        const string Builder = "var builder = WebApplication.CreateBuilder(args);";
        const string Run = "app.Run();";
        var source = await File.ReadAllTextAsync(program);
        Assert.Contains(Builder, source, StringComparison.Ordinal);
        Assert.Contains(Run, source, StringComparison.Ordinal);

        await File.WriteAllTextAsync(program, source
            .Replace(Builder, $"{Builder}\nbuilder.AddGroceryPlatform();", StringComparison.Ordinal)
            .Replace(Run, """
                app.MapGet("/call", async (IHttpClientFactory clients, IConfiguration configuration, ILogger<Program> logger) =>
                {
                    logger.LogInformation("calling");
                    using var client = clients.CreateClient();
                    return (int)(await client.GetAsync(configuration["CALLEE"])).StatusCode;
                });
                app.MapGet("/assembly", () => typeof(Grocery.Platform.Observability.LoggingOptions).Assembly.Location);
                app.Run();
                """, StringComparison.Ordinal));
    }
}

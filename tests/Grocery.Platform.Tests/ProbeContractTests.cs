using System.Net;
using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

/// <summary>The file that the build writes, against the service that runs with the same settings.</summary>
public sealed class ProbeContractTests : IDisposable
{
    private const string FileName = "grocery-probes.json";
    private const string Tool = "Grocery.Platform.Health.Contract";

    private readonly string _folder = Directory.CreateTempSubdirectory("grocery-probes-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_build_writes_what_the_tool_says_of_its_output()
    {
        foreach (var service in new[] { "Grocery.Platform.TestApp", "Grocery.Samples.Products" })
        {
            var output = Path.GetDirectoryName(Repository.BuiltAssembly(service))!;
            foreach (var settings in Directory.GetFiles(output, "appsettings*.json"))
                File.Copy(settings, Path.Combine(_folder, Path.GetFileName(settings)), overwrite: true);

            Assert.Equal(await ToolAsync(service), await File.ReadAllTextAsync(Path.Combine(output, FileName), Cancelled));
        }
    }

    [Theory]
    [InlineData("""{ "Urls": "http://127.0.0.1:{0}" }""")]
    [InlineData("""{ "Urls": "http://127.0.0.1:{0}", "Platform": { "Management": { "Port": {1} }, "Health": { "Drain": { "Window": "00:00:03", "Budget": "00:00:41", "StopTimeout": "00:01:00" } } } }""")]
    [InlineData("""{ "Kestrel": { "Endpoints": { "api": { "Url": "http://127.0.0.1:{0}" } } }, "Platform": { "Management": { "Port": {1} } } }""")]
    [InlineData("""{ "HTTP_PORTS": "{0};{1}", "Platform": { "Observability": { "Metrics": { "Enabled": false } } } }""")]
    [InlineData("""{ "Urls": "http://127.0.0.1:{0}", "Platform": { "Health": { "Enabled": false } } }""")]
    public async Task The_running_service_keeps_what_the_file_says(string settings)
    {
        string[] ports = [$"{FreePort.Next()}", $"{FreePort.Next()}"];
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "appsettings.json"),
            settings.Replace("{0}", ports[0], StringComparison.Ordinal).Replace("{1}", ports[1], StringComparison.Ordinal),
            Cancelled);
        using var contract = JsonDocument.Parse(await ToolAsync("Grocery.Platform.TestApp"));

        // What the image of a container sets; the settings of the service itself come only from the file.
        var container = new Dictionary<string, string?>
        {
            ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
            ["ASPNETCORE_URLS"] = null,
            ["ASPNETCORE_HTTP_PORTS"] = "8080",
        };
        await using var app = ServiceProcess.Start(
            Repository.BuiltAssembly("Grocery.Platform.TestApp"), container, "--contentRoot", _folder);
        using var client = await app.ListeningAsync();
        await Eventually.HoldsAsync(() => LogLines.Parse(app.Output).Any(IsBootReport), "the boot report is there");
        (string Address, HttpStatusCode Expected, HttpStatusCode Status)[] asked = [];
        await Eventually.HoldsAsync(
            async () => (asked = await AskAsync(client, contract.RootElement)).All(answer => answer.Status == answer.Expected),
            "every path answers as the file says");
        var report = LogLines.Parse(app.Output).Single(IsBootReport);
        await app.SignalAsync("TERM");

        Assert.Equal(0, await app.ExitAsync(TimeSpan.FromSeconds(60)));
        Assert.NotEmpty(asked);
        var stop = contract.RootElement.GetProperty("stop");
        Assert.StartsWith(
            $"{Seconds(contract.RootElement.GetProperty("drain"), "windowSeconds")}; ",
            FeatureOf(report, "drain (Platform:Health:Drain:Window: "),
            StringComparison.Ordinal);
        var budget = FeatureOf(report, "stop-budget (Platform:Health:Drain:Budget: ");
        Assert.StartsWith($"{Seconds(stop, "budgetSeconds")}; ", budget, StringComparison.Ordinal);
        Assert.EndsWith($"the orchestrator's is {Seconds(stop, "timeoutSeconds")})", budget, StringComparison.Ordinal);
    }

    // Every path at the port that the file names; and what it does not name is not there.
    private static async Task<(string Address, HttpStatusCode Expected, HttpStatusCode Status)[]> AskAsync(HttpClient client, JsonElement contract)
    {
        var ports = contract.GetProperty("ports");
        var service = ports.GetProperty("http")[0].GetInt32();
        var probes = contract.GetProperty("probes");
        var answers = new List<(string, HttpStatusCode, HttpStatusCode)>();
        foreach (var port in ports.GetProperty("http").EnumerateArray())
            answers.Add(await AnswerAsync("/hello", port.GetInt32(), HttpStatusCode.OK));

        foreach (var probe in new[] { "startup", "ready", "live" })
        {
            answers.Add(probes.ValueKind == JsonValueKind.Null
                ? await AnswerAsync($"/health/{probe}", service, HttpStatusCode.NotFound)
                : await AnswerNamedAsync(probes.GetProperty(probe)));
        }

        var metrics = contract.GetProperty("metrics");
        answers.Add(metrics.ValueKind == JsonValueKind.Null
            ? await AnswerAsync("/metrics", service, HttpStatusCode.NotFound)
            : await AnswerNamedAsync(metrics));
        return [.. answers];

        Task<(string, HttpStatusCode, HttpStatusCode)> AnswerNamedAsync(JsonElement endpoint) =>
            AnswerAsync(endpoint.GetProperty("path").GetString()!, endpoint.GetProperty("port").GetInt32(), HttpStatusCode.OK);

        async Task<(string, HttpStatusCode, HttpStatusCode)> AnswerAsync(string path, int port, HttpStatusCode expected)
        {
            var address = $"http://127.0.0.1:{port}{path}";
            using var response = await client.GetAsync(new Uri(address), Cancelled);
            return (address, expected, response.StatusCode);
        }
    }

    private static bool IsBootReport(JsonElement line) => line.GetProperty("event_id").GetInt32() == 6000;

    private static string Seconds(JsonElement part, string name) => $"{TimeSpan.FromSeconds(part.GetProperty(name).GetInt32()):c}";

    private static string FeatureOf(JsonElement report, string start)
    {
        var attributes = report.GetProperty("attributes");
        var features = attributes.GetProperty("FeaturesOn").EnumerateArray().Concat(attributes.GetProperty("FeaturesOff").EnumerateArray());
        return features.Select(feature => feature.GetString()!).Single(feature => feature.StartsWith(start, StringComparison.Ordinal))[start.Length..];
    }

    // As the build runs it, over settings in a folder of this test; by that file it knows that the service has metrics.
    private async Task<string> ToolAsync(string service)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Grocery.Platform.Observability.dll"), "", Cancelled);
        var file = Path.Combine(_folder, FileName);
        await Command.RunAsync("dotnet", [Repository.BuiltAssembly(Tool), file, service]);
        return await File.ReadAllTextAsync(file, Cancelled);
    }
}

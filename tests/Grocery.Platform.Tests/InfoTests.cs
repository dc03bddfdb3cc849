using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

public sealed class InfoTests
{
    private readonly int _management = FreePort.Next();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_who_runs_on_what_and_which_key_decided_each_feature()
    {
        await using var app = Start(
            ManagementPort(),
            ("Platform__Service__Name", "orders"),
            ("Platform__Service__Version", "4.5.6"),
            ("Platform__Service__Environment", "staging"),
            ("Platform__Observability__Metrics__Enabled", "false"),
            ("Platform__Observability__Sampling__Raito", "1"));
        using var client = await app.ListeningAsync();

        using var document = JsonDocument.Parse(await client.GetStringAsync(Address(), Cancelled));
        var info = document.RootElement;

        Assert.Equal("orders", Text(info, "service"));
        Assert.Equal("4.5.6", Text(info, "version"));
        Assert.Equal("staging", Text(info, "environment"));
        Assert.NotEmpty(Text(info, "instance"));
        Assert.Matches("^[0-9a-f]{40}$", Text(info, "commit"));
        Assert.EndsWith(Text(info, "commit"), Text(info, "platform_version"), StringComparison.Ordinal);
        Assert.Equal(RuntimeInformation.FrameworkDescription, Text(info, "runtime"));
        var metrics = info.GetProperty("features").EnumerateArray().Single(feature => Text(feature, "name") == "metrics");
        Assert.False(metrics.GetProperty("enabled").GetBoolean());
        Assert.Equal("Platform:Observability:Metrics:Enabled", Text(metrics, "key"));
        Assert.Equal("configured", Text(metrics, "reason"));
        var unknown = Assert.Single(info.GetProperty("unknown_keys").EnumerateArray());
        Assert.Equal("Platform:Observability:Sampling:Raito", Text(unknown, "key"));
        Assert.Equal("Platform:Observability:Sampling:Ratio", Text(unknown, "nearest"));
    }

    [Fact]
    public async Task The_service_port_does_not_answer_it_whatever_the_Host_header_says()
    {
        await using var app = Start(ManagementPort());
        using var client = await app.ListeningAsync();
        using var forged = new HttpRequestMessage(HttpMethod.Get, new Uri("/info", UriKind.Relative));
        forged.Headers.Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_management}");

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/info", UriKind.Relative), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(forged, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Address(), Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("Production", HttpStatusCode.NotFound)]
    [InlineData("Development", HttpStatusCode.OK)]
    public async Task Without_a_management_port_only_this_machine_in_development_is_answered(string environment, HttpStatusCode expected)
    {
        await using var app = Start(("DOTNET_ENVIRONMENT", environment));
        using var client = await app.ListeningAsync();

        Assert.Equal(expected, (await client.GetAsync(new Uri("/info", UriKind.Relative), Cancelled)).StatusCode);
    }

    private static ServiceProcess Start(params (string Name, string Value)[] environment) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.TestApp"), environment.ToDictionary(pair => pair.Name, pair => (string?)pair.Value));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private (string Name, string Value) ManagementPort() => ("Platform__Management__Port", _management.ToString(CultureInfo.InvariantCulture));

    private Uri Address() => new($"http://127.0.0.1:{_management}/info");
}

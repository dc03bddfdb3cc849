using Grocery.Platform.Health.Contract;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Health.Tests.Contract;

public class ServicePortsTests
{
    [Theory]
    [InlineData("", "8080", "")]
    [InlineData("HTTP_PORTS=5000;5001,HTTPS_PORTS=5443", "5000 5001", "5443")]
    [InlineData("HTTPS_PORTS=5443", "", "5443")]
    [InlineData("urls=http://*:7000;https://+:7443,HTTP_PORTS=5000", "7000", "7443")]
    [InlineData("Urls=http://localhost:7000;http://[::]:7000", "7000", "")]
    [InlineData("Kestrel:Endpoints:api:Url=http://*:6000,Kestrel:Endpoints:tls:Url=https://*:6443,Urls=http://*:7000", "6000", "6443")]
    [InlineData("Urls=http://unix:/tmp/shop.sock;http://*:7000", "7000", "")]
    public void Ports_come_from_the_keys_that_the_server_reads_in_its_order(string settings, string http, string https)
    {
        var ports = ServicePorts.Read(Configuration(settings), management: null);

        Assert.Equal(http, string.Join(' ', ports.Http));
        Assert.Equal(https, string.Join(' ', ports.Https));
    }

    [Theory]
    [InlineData("Urls=http://*:0", "Urls is \"http://*:0\"; allowed: at least one TCP port other than 0.")]
    [InlineData("Urls=shop", "Urls is \"shop\"; allowed: an address such as http://*:8080.")]
    [InlineData("", "Platform:Management:Port is \"8080\"; allowed: a port that the service itself does not use (8080, from the default of .NET container images).", 8080)]
    [InlineData("Kestrel:Endpoints:tls:Url=https://*:6443", "Platform:Management:Port is \"6443\"; allowed: a port that the service itself does not use (6443, from Kestrel:Endpoints).", 6443)]
    public void What_no_orchestrator_could_probe_is_a_problem(string settings, string problem, int? management = null)
    {
        var exception = Assert.Throws<PlatformConfigurationException>(() => ServicePorts.Read(Configuration(settings), management));

        Assert.StartsWith(problem, Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, 8080, "http")]
    [InlineData("Urls=https://*:6443;http://*:6000", null, 6000, "http")]
    [InlineData("Urls=https://*:6443", null, 6443, "https")]
    [InlineData("Urls=https://*:6443", 9090, 9090, "http")]
    [InlineData("Urls=http://*:0", 9090, 9090, "http")]
    public void Probes_go_to_the_management_port_then_to_plain_http_then_to_https(string settings, int? management, int port, string scheme) =>
        Assert.Equal((port, scheme), ServicePorts.Read(Configuration(settings), management).Probed);

    private static IConfiguration Configuration(string settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build();
}

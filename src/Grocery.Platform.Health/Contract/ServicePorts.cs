using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Health.Contract;

/// <summary>Reads the ports from the keys that Kestrel reads, in its order: its endpoints, then the URLs, then the ports.</summary>
internal static class ServicePorts
{
    private const string Endpoints = "Kestrel:Endpoints";
    private const string Urls = "Urls";
    private const string HttpPorts = "HTTP_PORTS";
    private const string HttpsPorts = "HTTPS_PORTS";

    // ASPNETCORE_HTTP_PORTS of the .NET container images.
    private const string ContainerDefault = "http://*:8080";

    public static ContractPorts Read(IConfiguration configuration, int? management)
    {
        var (source, addresses) = FindAddresses(configuration);
        var open = Array.FindAll(addresses, address => !address.IsUnixPipe && !address.IsNamedPipe && address.Port > 0);
        if (open.Length == 0 && management is null)
            throw Problem(source, configuration[source], "at least one TCP port other than 0", "Fix the port, or set Platform:Management:Port.");

        var ports = new ContractPorts(PortsOf(open, "http"), PortsOf(open, "https"), management);
        if (management is { } port && ports.Http.Concat(ports.Https).Contains(port))
        {
            throw Problem(
                $"{ManagementOptions.Section}:{nameof(ManagementOptions.Port)}",
                port.ToString(CultureInfo.InvariantCulture),
                $"a port that the service itself does not use ({string.Join(", ", ports.Http.Concat(ports.Https))}, from {source})",
                "Choose another port, or remove the key to answer the platform's endpoints on the service port.");
        }

        return ports;
    }

    private static (string Source, BindingAddress[] Addresses) FindAddresses(IConfiguration configuration)
    {
        string[] endpoints = [.. configuration.GetSection(Endpoints).GetChildren().Select(endpoint => endpoint["Url"] ?? "")];
        if (endpoints.Length > 0)
            return (Endpoints, Parse(Endpoints, endpoints));

        if (Split(configuration[Urls]) is { Length: > 0 } urls)
            return (Urls, Parse(Urls, urls));

        var http = configuration[HttpPorts];
        var https = configuration[HttpsPorts];
        if (string.IsNullOrEmpty(http) && string.IsNullOrEmpty(https))
            return ("the default of .NET container images", Parse(HttpPorts, [ContainerDefault]));

        return (HttpPorts, Parse(HttpPorts, [
            .. Split(http).Select(port => $"http://*:{port}"),
            .. Split(https).Select(port => $"https://*:{port}"),
        ]));
    }

    private static string[] Split(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static BindingAddress[] Parse(string key, string[] urls) => Array.ConvertAll(urls, url =>
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Problem(key, url, "an address such as http://*:8080", "Mend it; the server would refuse it too.");
        }
    });

    private static int[] PortsOf(BindingAddress[] addresses, string scheme) =>
    [
        .. addresses.Where(address => address.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase)).Select(address => address.Port).Distinct(),
    ];

    private static PlatformConfigurationException Problem(string key, string? value, string allowed, string fix) =>
        new([new ConfigurationProblem(key, value, allowed, fix).ToString()]);
}

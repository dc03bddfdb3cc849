using System.Globalization;
using System.Text.Json;

namespace Grocery.Platform.Health.Probe;

/// <summary>A probe of <c>grocery-probes.json</c>, as a container asks it of the service beside it.</summary>
/// <param name="Address">Where to ask.</param>
/// <param name="Timeout">How long an answer may take.</param>
internal sealed record ContainerProbe(Uri Address, TimeSpan Timeout)
{
    /// <summary>Reads a probe of a contract.</summary>
    /// <param name="contract">The text of <c>grocery-probes.json</c>.</param>
    /// <param name="name">The probe: <c>live</c>, <c>ready</c> or <c>startup</c>.</param>
    /// <param name="managementPort">The port of the environment, which counts more than that of the settings files, as in the service.</param>
    /// <exception cref="FormatException">The contract does not have the probe, or the port is none.</exception>
    public static ContainerProbe Read(string contract, string name, string? managementPort)
    {
        using var document = JsonDocument.Parse(contract);
        if (!document.RootElement.GetProperty("probes").TryGetProperty(name, out var probe) || probe.ValueKind != JsonValueKind.Object)
            throw new FormatException($"The contract has no probe \"{name}\"; allowed: live, ready, startup, as far as they are switched on.");

        var port = probe.GetProperty("port").GetInt32();
        if (!string.IsNullOrEmpty(managementPort) && !int.TryParse(managementPort, NumberStyles.None, CultureInfo.InvariantCulture, out port))
            throw new FormatException($"Platform__Management__Port is \"{managementPort}\"; allowed: a whole number from 1 to 65535.");

        return new ContainerProbe(
            new UriBuilder(probe.GetProperty("scheme").GetString(), "localhost", port, probe.GetProperty("path").GetString()).Uri,
            TimeSpan.FromSeconds(probe.GetProperty("timeoutSeconds").GetInt32()));
    }

    /// <returns>What is wrong, or <see langword="null"/> when the service answered 200 in time.</returns>
    public async Task<string?> AskAsync()
    {
        using var client = new HttpClient { Timeout = Timeout };
        try
        {
            using var answer = await client.GetAsync(Address);
            return (int)answer.StatusCode == 200 ? null : $"{Address} answered {(int)answer.StatusCode}.";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return $"{Address} did not answer within {Timeout}: {exception.Message}";
        }
    }
}

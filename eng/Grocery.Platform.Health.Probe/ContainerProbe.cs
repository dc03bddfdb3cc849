using System.Globalization;
using System.Text.Json;

namespace Grocery.Platform.Health.Probe;

/// <summary>A probe of <c>grocery-probes.json</c>, as a container asks it of the service beside it.</summary>
/// <param name="Address">Where to ask.</param>
/// <param name="Timeout">How long an answer may take.</param>
internal sealed record ContainerProbe(Uri Address, TimeSpan Timeout)
{
    private const int LargestPort = 65_535;
    private const int LongestTimeout = 3_600;

    /// <summary>Reads a probe of a contract.</summary>
    /// <param name="contract">The text of <c>grocery-probes.json</c>.</param>
    /// <param name="name">The probe: <c>live</c>, <c>ready</c> or <c>startup</c>.</param>
    /// <param name="managementPort">The port of the environment, which counts more than that of the settings files, as in the service.</param>
    /// <exception cref="FormatException">The contract does not have the probe, or a member of it or the port is none.</exception>
    public static ContainerProbe Read(string contract, string name, string? managementPort)
    {
        using var document = JsonDocument.Parse(contract);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("probes", out var probes)
            || probes.ValueKind != JsonValueKind.Object
            || !probes.TryGetProperty(name, out var probe)
            || probe.ValueKind != JsonValueKind.Object)
            throw new FormatException($"The contract has no probe \"{name}\"; allowed: live, ready, startup, as far as they are switched on.");

        return new ContainerProbe(
            new UriBuilder(ReadText(probe, "scheme"), "localhost", ReadPort(probe, managementPort), ReadText(probe, "path")).Uri,
            TimeSpan.FromSeconds(ReadNumber(probe, "timeoutSeconds", LongestTimeout)));
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

    private static int ReadPort(JsonElement probe, string? managementPort)
    {
        if (string.IsNullOrEmpty(managementPort))
            return ReadNumber(probe, "port", LargestPort);

        return int.TryParse(managementPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= LargestPort
            ? port
            : throw new FormatException($"Platform__Management__Port is \"{managementPort}\"; allowed: a whole number from 1 to {LargestPort}.");
    }

    private static int ReadNumber(JsonElement probe, string name, int largest) =>
        probe.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) && number > 0 && number <= largest
            ? number
            : throw new FormatException($"\"{name}\" of the probe has to be a whole number from 1 to {largest}.");

    private static string ReadText(JsonElement probe, string name) =>
        probe.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()!
            : throw new FormatException($"\"{name}\" of the probe has to be a text.");
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Console;

/// <summary>Asks the management port of a service how it is.</summary>
internal sealed class ServiceProbe : IDisposable
{
    private static readonly string[] Probes = ["live", "ready", "startup"];

    // One that is paused does not answer at all.
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(1) };

    public async Task<IReadOnlyDictionary<string, bool?>> ReadProbesAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Probes.Select(probe => ReadProbeAsync(instance, probe, cancellationToken)));
        return Probes.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <param name="nameOf">Names the service behind an address.</param>
    public async Task<IReadOnlyList<CallPicture>> ReadCallsAsync(
        string from, ServiceInstance instance, Func<Uri, string> nameOf, CancellationToken cancellationToken)
    {
        using var json = await ReadAsync(instance, "/resilience", cancellationToken);
        return json is null
            ? []
            : [.. json.RootElement.GetProperty("destinations").EnumerateArray().Select(destination => ReadCall(from, destination, nameOf))];
    }

    /// <summary>Reads which faults are injected, each in words.</summary>
    public async Task<IReadOnlyList<string>> ReadFaultsAsync(string service, ServiceInstance instance, CancellationToken cancellationToken)
    {
        using var json = await ReadAsync(instance, "/resilience/faults", cancellationToken);
        return json is null ? [] : [.. json.RootElement.GetProperty("rules").EnumerateObject().Select(rule => Describe(service, rule.Value))];
    }

    public void Dispose() => _client.Dispose();

    private static CallPicture ReadCall(string from, JsonElement destination, Func<Uri, string> nameOf)
    {
        var breaker = destination.GetProperty("breaker");
        return new CallPicture(
            from,
            nameOf(new Uri(destination.GetProperty("destination").GetString()!)),
            destination.GetProperty("client").GetString()!,
            breaker.GetProperty("state").GetString()!,
            breaker.GetProperty("attempts").GetInt32(),
            breaker.GetProperty("failed").GetInt32(),
            destination.GetProperty("active").GetInt32(),
            destination.GetProperty("retry_budget").GetDouble());
    }

    private static string Describe(string service, JsonElement rule)
    {
        var share = rule.GetProperty("share").GetDouble();
        var effect = rule.TryGetProperty("latency", out var latency)
            ? $"are {TimeSpan.Parse(latency.GetString()!, CultureInfo.InvariantCulture).TotalMilliseconds:0} ms slow on purpose"
            : "fail on purpose";
        return string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} % of the requests to {service} {effect}");
    }

    private async Task<bool?> ReadProbeAsync(ServiceInstance instance, string probe, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync(instance, $"/health/{probe}", cancellationToken);
        return answer is null ? null : answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task<JsonDocument?> ReadAsync(ServiceInstance instance, string path, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync(instance, path, cancellationToken);
        return answer is { IsSuccessStatusCode: true }
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))
            : null;
    }

    private async Task<HttpResponseMessage?> GetAsync(ServiceInstance instance, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetAsync(new Uri(instance.ManagementAddress, path), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}

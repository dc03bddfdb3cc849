using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grocery.Platform.Testing.Processes;

namespace Grocery.Platform.TestSupport;

/// <summary>A sample as Prometheus stored it.</summary>
public sealed record PrometheusSample(IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>An exemplar as Prometheus stored it, with the name of its series.</summary>
public sealed record PrometheusExemplar(string Series, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A real Prometheus on a free loopback port, which forgets all at its end.</summary>
public sealed partial class PrometheusServer : IAsyncDisposable
{
    private const string Configuration = "prometheus.yml";

    private readonly string _folder;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly HttpClient _client = new();
    private readonly Process _process;
    private bool _hasStarted;

    private PrometheusServer(string folder, string environment, int port)
    {
        _folder = folder;
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("prometheus",
            [
                $"--config.file={Path.Combine(folder, Configuration)}",
                $"--storage.tsdb.path={Path.Combine(_folder, "data")}",
                $"--web.listen-address=127.0.0.1:{port}",
                "--enable-feature=exemplar-storage,expand-external-labels",
            ])
            {
                Environment = { ["ENVIRONMENT"] = environment },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Gets where it answers.</summary>
    public Uri Address => FindAddress() ?? throw new InvalidOperationException("Prometheus does not listen.");

    /// <summary>Starts a server that scrapes one address every second, and waits until it answers.</summary>
    public static Task<PrometheusServer> StartAsync(Uri target)
    {
        var folder = Directory.CreateTempSubdirectory("prometheus-").FullName;
        File.WriteAllText(Path.Combine(folder, Configuration), $"""
            global:
              scrape_interval: 1s
            scrape_configs:
              - job_name: service
                static_configs:
                  - targets: ["{target.Authority}"]
            """);
        return StartAsync(folder, "test");
    }

    /// <summary>Starts a server with the <c>prometheus.yml</c> of a folder, which is deleted at its end, and waits until it answers.</summary>
    /// <param name="folder">The folder, with what the file names.</param>
    /// <param name="environment">The value of <c>${ENVIRONMENT}</c> in external labels.</param>
    /// <param name="port">Where it listens; 0 for a free port.</param>
    public static async Task<PrometheusServer> StartAsync(string folder, string environment, int port = 0)
    {
        var server = new PrometheusServer(folder, environment, port);
        try
        {
            server._hasStarted = server._process.Start();
            server._process.BeginOutputReadLine();
            server._process.BeginErrorReadLine();
            await Eventually.HoldsAsync(
                () => server.FindAddress() is { } address ? server.IsReadyAsync(address) : Task.FromResult(false),
                "Prometheus answers",
                TimeSpan.FromSeconds(60));
            return server;
        }
        catch (Exception exception)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"Prometheus did not start.\n{server}", exception);
        }
    }

    /// <summary>Runs an instant query.</summary>
    public async Task<IReadOnlyList<PrometheusSample>> QueryAsync(string query)
    {
        var data = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}");
        return
        [
            .. data.GetProperty("result").EnumerateArray().Select(item => new PrometheusSample(
                Labels(item.GetProperty("metric")), Number(item.GetProperty("value")[1].GetString()))),
        ];
    }

    /// <summary>Finds the exemplars of the last minutes.</summary>
    public async Task<IReadOnlyList<PrometheusExemplar>> QueryExemplarsAsync(string query)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var data = await GetAsync($"/api/v1/query_exemplars?query={Uri.EscapeDataString(query)}&start={now - 600}&end={now + 60}");
        return
        [
            .. from series in data.EnumerateArray()
               from item in series.GetProperty("exemplars").EnumerateArray()
               select new PrometheusExemplar(
                   series.GetProperty("seriesLabels").GetProperty("__name__").GetString()!,
                   Labels(item.GetProperty("labels")),
                   Number(item.GetProperty("value").GetString())),
        ];
    }

    /// <summary>Gets what Prometheus knows about a metric family by its scrapes: the type and the unit.</summary>
    public async Task<(string? Type, string? Unit)> MetadataAsync(string metric)
    {
        var data = await GetAsync($"/api/v1/metadata?metric={metric}");
        return data.TryGetProperty(metric, out var items)
            ? (items[0].GetProperty("type").GetString(), items[0].GetProperty("unit").GetString())
            : default;
    }

    /// <summary>Asks the HTTP API, and returns the data of its answer.</summary>
    /// <exception cref="InvalidOperationException">It refuses, with its reason.</exception>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(Address, path));
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"Prometheus answers {(int)response.StatusCode} to {Uri.UnescapeDataString(path)}: {body}");

        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("data").Clone();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_hasStarted)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <inheritdoc />
    public override string ToString() => string.Join('\n', _output);

    private static Dictionary<string, string> Labels(JsonElement labels) =>
        labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!);

    private static double Number(string? text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text!, CultureInfo.InvariantCulture),
    };

    private async Task<bool> IsReadyAsync(Uri address)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(address, "/-/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _output.Enqueue(line);
    }

    private Uri? FindAddress() => _output
        .Select(line => AddressPattern().Match(line))
        .Where(match => match.Success)
        .Select(match => new Uri($"http://{match.Groups[1].Value}"))
        .FirstOrDefault();

    [GeneratedRegex(@"msg=""Listening on"" address=(127\.0\.0\.1:\d+)")]
    private static partial Regex AddressPattern();
}

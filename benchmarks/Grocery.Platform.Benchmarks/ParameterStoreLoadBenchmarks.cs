using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Benchmarks.ParameterStore;
using Grocery.Platform.Config;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Benchmarks;

/// <summary>
/// 1,000 parameters read from an AWS endpoint in a process of its own, signed and paged, beside the same pages read by a bare client that only
/// parses them.
/// </summary>
[MemoryDiagnoser]
public class ParameterStoreLoadBenchmarks
{
    private const int Count = 1000;

    private ParameterProcess _server = null!;
    private HttpClient _client = null!;
    private AwsClients _clients = null!;
    private PathSource _source = null!;

    /// <summary>Gets or sets the characters of each value; AWS allows 4,096.</summary>
    [Params(30, 1000)]
    public int ValueLength { get; set; }

    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Cleanup()
    {
        _server.Dispose();
        _client.Dispose();
        _clients.Dispose();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> BareClient()
    {
        var (count, token) = (0, (string?)null);
        do
        {
            var body = token is null ? "{}" : $$"""{"NextToken":"{{token}}"}""";
            using var content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1");
            using var response = await _client.PostAsync(new Uri("/", UriKind.Relative), content);
            using var page = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            count += page.RootElement.GetProperty("Parameters").GetArrayLength();
            token = page.RootElement.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        return count;
    }

    [Benchmark]
    public async Task<int> Platform() => (await _source.ReadAsync(null, new ReadProgress(), CancellationToken.None)).Values.Count;

    private async Task SetupAsync()
    {
        _server = await ParameterProcess.StartAsync(Count, ValueLength);
        _client = new HttpClient { BaseAddress = _server.Address };
        Console.WriteLine($"// the replies weigh {await _client.GetStringAsync(new Uri("/weight", UriKind.Relative))} bytes");
        _clients = new AwsClients(new AwsConnection(_server.Address, () => "eu-west-1", new BasicAWSCredentials("key", "secret")));
        _source = new PathSource(_clients, new ParameterStoreOptions(), "/grocery/prod/products/", mayBeEmpty: false);
    }
}

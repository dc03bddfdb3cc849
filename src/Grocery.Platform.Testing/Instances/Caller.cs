using System.Diagnostics;
using System.Text;

namespace Grocery.Platform.Testing.Instances;

/// <summary>Sends requests to one port as they are: no redirect is followed, no cookie kept, no trace of the suite's own passed on.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _client;

    public Caller(Uri address, TimeSpan patience)
    {
        Address = address;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = address,
            Timeout = patience,
        };
    }

    public Uri Address { get; }

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers) =>
        SendAsync(path, cancellationToken, headers);

    public async Task<Answer> SendAsync(ConformanceRoute route, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(route.Path, UriKind.Relative));
        if (route.Json is not null)
            request.Content = new StringContent(route.Json, Encoding.UTF8, "application/json");

        // What the check sends goes before what the plan sends.
        foreach (var (name, value) in headers.Reverse().DistinctBy(header => header.Name, StringComparer.OrdinalIgnoreCase))
            request.Headers.TryAddWithoutValidation(name, value);

        var start = Stopwatch.GetTimestamp();
        using var response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return new Answer(
            response.StatusCode,
            response.Headers.Concat(response.Content.Headers)
                .SelectMany(header => header.Value, (header, value) => (header.Key, Value: value))
                .ToLookup(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase),
            body,
            Stopwatch.GetElapsedTime(start));
    }

    public void Dispose() => _client.Dispose();
}

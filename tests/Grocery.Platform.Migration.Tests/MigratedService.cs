using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Migration.Tests;

/// <summary>A service of samples/migration in a process of its own, before or after.</summary>
internal sealed class MigratedService : IAsyncDisposable
{
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>The stages, in this order.</summary>
    public static readonly string[] Stages = ["Before", "After"];

    private readonly HttpClient _client;

    private MigratedService(ServiceProcess process, HttpClient client)
    {
        Process = process;
        _client = client;
    }

    public ServiceProcess Process { get; }

    public string Log => string.Join('\n', Process.Output);

    public static async Task<MigratedService> StartAsync(string sample, string stage, Dictionary<string, string?> environment)
    {
        // Not the port that the service prints: each of these logs in another form.
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = ServiceProcess.Start(
            Repository.BuiltAssembly($"Grocery.Migration.{sample}.{stage}"), new Dictionary<string, string?>(environment) { ["ASPNETCORE_URLS"] = address.ToString() });
        var service = new MigratedService(process, new HttpClient { BaseAddress = address });
        try
        {
            await Eventually.HoldsAsync(service.AnswersAsync, "the service answers", TimeSpan.FromSeconds(60));
            return service;
        }
        catch (TimeoutException exception)
        {
            var printed = process.ToString();
            await service.DisposeAsync();
            throw new TimeoutException($"{sample} {stage} does not answer.\n{printed}", exception);
        }
    }

    /// <summary>Sends a request, and returns status and body.</summary>
    public Task<string> AskAsync(string path) => AskAsync(HttpMethod.Get, path);

    /// <inheritdoc cref="AskAsync(string)"/>
    public async Task<string> AskAsync(HttpMethod method, string path, HttpContent? content = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}".Trim();
    }

    /// <summary>Ends the service as an orchestrator does; everything it had to say is here then.</summary>
    public async Task StopAsync()
    {
        await Process.SignalAsync("TERM");
        await Process.ExitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Process.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await AskAsync("/");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

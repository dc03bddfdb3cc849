using System.Net;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>
/// Reads a document from AppConfig's agent, which keeps it up to date beside the service. An agent that starts with the service is waited for.
/// </summary>
internal sealed class AgentClient(HttpClient client, TimeProvider time, ConfigurationProfile profile, Uri agent, string? accessToken) : IDocumentReader
{
    private const int MostRetries = 10;

    private readonly Uri _address = new(
        agent,
        $"/applications/{Uri.EscapeDataString(profile.Application)}/environments/{Uri.EscapeDataString(profile.Environment)}"
        + $"/configurations/{Uri.EscapeDataString(profile.Name)}");

    private volatile ConfigurationDocument? _last;

    public string Address => agent.ToString();

    public async Task<ConfigurationDocument> ReadAsync(ReadProgress progress, CancellationToken cancellationToken)
    {
        for (var retry = 1; ; retry++)
        {
            try
            {
                return await ReadOnceAsync(progress, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsPassing(exception) && !cancellationToken.IsCancellationRequested)
            {
                progress.Fail(exception);
                if (retry > MostRetries)
                    throw;
            }

            await Task.Delay(AwsRetryPolicy.Delay(retry, Random.Shared.NextDouble()), time, cancellationToken).ConfigureAwait(false);
        }
    }

    // A time-out of the client cancels by itself.
    private static bool IsPassing(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;

    private async Task<ConfigurationDocument> ReadOnceAsync(ReadProgress progress, CancellationToken cancellationToken)
    {
        progress.CountAttempt();
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        if (accessToken is not null)
            request.Headers.Authorization = new("Bearer", accessToken);

        using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw Describe(response.StatusCode);

        var read = new ConfigurationDocument(
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.TryGetValues("Configuration-Version", out var versions) ? versions.First() : string.Empty);
        progress.CountCall();
        return _last is { } last && last.IsSameAs(read) ? last : _last = read;
    }

    private Exception Describe(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => new SourceMissingException(
            $"The AppConfig agent at {agent} has nothing deployed as {profile}. Check {AppConfigOptions.Section} and the role of the agent."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new AwsSetupException(
            $"The AppConfig agent at {agent} refused the access token ({(int)status}). Set {AppConfigOptions.Section}:"
            + $"{nameof(AppConfigOptions.AgentToken)} to what the agent has as ACCESS_TOKEN."),
        >= HttpStatusCode.InternalServerError => new HttpRequestException($"The AppConfig agent at {agent} answered {(int)status}", null, status),
        _ => new AwsSetupException($"The AppConfig agent at {agent} answered {(int)status} when asked for {profile}. Check {AppConfigOptions.Section}."),
    };
}

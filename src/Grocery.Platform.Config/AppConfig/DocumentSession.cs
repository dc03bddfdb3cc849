using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>
/// Reads a document by a session with AppConfig's data plane. A token is good for one poll; when one is spent, as after a lost reply, or too
/// old, a new session begins and the document stays.
/// </summary>
internal sealed class DocumentSession(AwsClients clients, ConfigurationProfile profile) : IDocumentReader
{
    private const int MostRefusals = 2;

    // The token and the document that AppConfig believes us to have change together: a read that was left behind may still end.
    private volatile State? _state;

    public string Address => clients.AddressOf(AwsService.AppConfig);

    public async Task<ConfigurationDocument> ReadAsync(ReadProgress progress, CancellationToken cancellationToken)
    {
        var state = _state;
        if (state is not null && clients.Time.GetUtcNow() < state.NotBefore)
            return state.Document;

        try
        {
            var reply = await PollAsync(state?.Token, progress, cancellationToken).ConfigureAwait(false);

            // A new session sends the document again, also when it is the old one.
            var document = reply.Document is { } sent && state?.Document.IsSameAs(sent) is not true ? sent : state?.Document ?? throw DescribeMissing();
            _state = new State(reply.NextToken, clients.Time.GetUtcNow() + reply.Interval, document);
            return document;
        }
        catch (AmazonServiceException exception) when (AwsErrors.Classify(exception) == FailureKind.Missing)
        {
            throw DescribeMissing();
        }
    }

    /// <summary>Polls by the token, and by a new session when there is none or it is refused.</summary>
    private async Task<GetLatestConfigurationReply> PollAsync(string? token, ReadProgress progress, CancellationToken cancellationToken)
    {
        for (var refusals = 0; ; refusals++)
        {
            var current = refusals == 0 && token is not null ? token : await StartAsync(progress, cancellationToken).ConfigureAwait(false);
            try
            {
                var request = new GetLatestConfigurationRequest { ConfigurationToken = current };
                return await clients.AppConfig.CallAsync(GetLatestConfigurationRequest.Operation, request, progress, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (AmazonServiceException exception) when (refusals < MostRefusals && exception.ErrorCode == "BadRequestException")
            {
                // The client repeats a poll whose reply was lost, with a token that is spent by then; that can be the first of a session.
            }
        }
    }

    private async Task<string> StartAsync(ReadProgress progress, CancellationToken cancellationToken)
    {
        var request = new StartConfigurationSessionRequest
        {
            ApplicationIdentifier = profile.Application,
            EnvironmentIdentifier = profile.Environment,
            ConfigurationProfileIdentifier = profile.Name,
        };
        var reply = await clients.AppConfig.CallAsync(StartConfigurationSessionRequest.Operation, request, progress, cancellationToken)
            .ConfigureAwait(false);
        return reply.InitialConfigurationToken;
    }

    private SourceMissingException DescribeMissing() => new(
        $"AppConfig has nothing deployed as {profile}. Check {AppConfigOptions.Section}:{nameof(AppConfigOptions.Application)}, "
        + $"{AppConfigOptions.Section}:{nameof(AppConfigOptions.Environment)} and the name of the profile, and deploy it. "
        + "And check that the process runs in the right account and Region.");

    private sealed record State(string Token, DateTimeOffset NotBefore, ConfigurationDocument Document);
}

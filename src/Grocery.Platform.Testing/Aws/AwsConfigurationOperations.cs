using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Answers the operations of AppConfig's data plane.</summary>
internal sealed class AwsConfigurationOperations(AwsConfigurationStore store, AwsConfigurationSessions sessions)
{
    public AwsAnswer Answer(AwsCall call) => call.Name switch
    {
        "StartConfigurationSession" => Start(call),
        "GetLatestConfiguration" => Get(call),
        _ => throw new AwsErrorException("UnknownOperationException", string.Empty, 404),
    };

    private AwsAnswer Start(AwsCall call)
    {
        var key = AwsConfigurationStore.Key(
            (string?)call.Request["ApplicationIdentifier"], (string?)call.Request["EnvironmentIdentifier"], (string?)call.Request["ConfigurationProfileIdentifier"]);
        if (store.Find(key) is null)
            throw NotFound(key);

        var wanted = (int?)call.Request["RequiredMinimumPollIntervalInSeconds"];
        if (wanted is < 15 or > 86400)
            throw new AwsErrorException("BadRequestException", "RequiredMinimumPollIntervalInSeconds must be from 15 to 86400.");

        var token = sessions.Start(key, wanted ?? store.PollIntervalInSeconds);
        return AwsAnswer.Json(call.Service, new JsonObject { ["InitialConfigurationToken"] = token }, 201);
    }

    private AwsAnswer Get(AwsCall call)
    {
        var session = sessions.Spend(call.Token);
        var document = store.Find(session.Key) ?? throw NotFound(session.Key);
        var headers = new Dictionary<string, string>
        {
            ["Next-Poll-Configuration-Token"] = sessions.Continue(session, document.Version),
            ["Next-Poll-Interval-In-Seconds"] = session.Interval.ToString(CultureInfo.InvariantCulture),
        };
        if (document.VersionLabel is { } label)
            headers["Version-Label"] = label;

        // Nothing but the headers when the session has seen this version.
        return session.SeenVersion == document.Version
            ? new AwsAnswer(200, [], document.ContentType) { Headers = headers }
            : new AwsAnswer(200, Encoding.UTF8.GetBytes(document.Content), document.ContentType) { Headers = headers };
    }

    private static AwsErrorException NotFound(string key) =>
        new("ResourceNotFoundException", $"Could not find the configuration {key}", 404);
}

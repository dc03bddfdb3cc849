using System.Globalization;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>The tokens of AppConfig's data plane: each can be used once, within 24 hours, and not before its interval is over.</summary>
internal sealed class AwsConfigurationSessions(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, AwsConfigurationSession> _byToken = new(StringComparer.Ordinal);
    private int _tokens;

    public string Start(string key, int interval) => Issue(new AwsConfigurationSession(key, interval, 0, time.GetUtcNow(), time.GetUtcNow()));

    /// <summary>Makes a token for the next poll of a session.</summary>
    public string Continue(AwsConfigurationSession session, int seenVersion)
    {
        var now = time.GetUtcNow();
        return Issue(session with { SeenVersion = seenVersion, IssuedAt = now, NotBefore = now + TimeSpan.FromSeconds(session.Interval) });
    }

    /// <summary>Uses a token up.</summary>
    public AwsConfigurationSession Spend(string? token)
    {
        lock (_lock)
        {
            if (token is null || !_byToken.TryGetValue(token, out var session))
                throw Refused("Corrupted");
            if (time.GetUtcNow() - session.IssuedAt > Lifetime)
                throw Refused("Expired");
            if (time.GetUtcNow() < session.NotBefore)
                throw Refused("PollIntervalNotSatisfied");

            _byToken.Remove(token);
            return session;
        }
    }

    public void Forget()
    {
        lock (_lock)
            _byToken.Clear();
    }

    // With what must be escaped in a query.
    private string Issue(AwsConfigurationSession session)
    {
        lock (_lock)
        {
            var token = string.Create(CultureInfo.InvariantCulture, $"AYAD+{++_tokens:00000}/ex~amp-le_.==&x%41+");
            _byToken[token] = session;
            return token;
        }
    }

    private static AwsErrorException Refused(string problem) => new(
        "BadRequestException",
        "Request token is not valid",
        details: new JsonObject { ["InvalidParameters"] = new JsonObject { ["configuration_token"] = new JsonObject { ["Problem"] = problem } } });
}

/// <summary>What a token stands for.</summary>
internal sealed record AwsConfigurationSession(string Key, int Interval, int SeenVersion, DateTimeOffset IssuedAt, DateTimeOffset NotBefore);

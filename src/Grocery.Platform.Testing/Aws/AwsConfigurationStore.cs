namespace Grocery.Platform.Testing.Aws;

/// <summary>Configuration profiles of AppConfig in memory, as deployed. Safe for concurrent use.</summary>
internal sealed class AwsConfigurationStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AwsConfigurationDocument> _documents = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the interval that the data plane asks for when the client asks for none.</summary>
    public int PollIntervalInSeconds { get; set; } = 60;

    /// <summary>Deploys a document. <paramref name="agentContent"/>: what the agent makes of it, when that differs.</summary>
    public void Put(
        string application, string environment, string profile, string content, string? contentType = "application/json", string? versionLabel = null,
        string? agentContent = null)
    {
        lock (_lock)
        {
            var key = Key(application, environment, profile);
            var version = (_documents.GetValueOrDefault(key)?.Version ?? 0) + 1;
            _documents[key] = new AwsConfigurationDocument(content, agentContent ?? content, contentType, versionLabel, version);
        }
    }

    public void Delete(string application, string environment, string profile)
    {
        lock (_lock)
            _documents.Remove(Key(application, environment, profile));
    }

    internal static string Key(string? application, string? environment, string? profile) => $"{application}/{environment}/{profile}";

    internal AwsConfigurationDocument? Find(string key)
    {
        lock (_lock)
            return _documents.GetValueOrDefault(key);
    }
}

/// <summary>A deployed document.</summary>
internal sealed record AwsConfigurationDocument(string Content, string AgentContent, string? ContentType, string? VersionLabel, int Version);

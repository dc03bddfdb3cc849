using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.SecretsManager;

/// <inheritdoc cref="ISecretStages"/>
/// <param name="source">The source.</param>
/// <param name="published">Gets what the configuration has of it, which may be less than what was read last: another source may have failed.</param>
/// <param name="secrets">Where the values become known as secret.</param>
internal sealed class SecretStages(SecretsManagerSource source, Func<SourceSnapshot> published, SecretValues secrets) : ISecretStages
{
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (published() is not SecretsManagerSnapshot snapshot || FindRoot(snapshot, key) is not { } root)
            return [];

        var known = snapshot.Secrets[root];
        var reader = source.Read(new ReadProgress(), cancellationToken);
        var described = await reader.DescribeAsync([known.Arn]).ConfigureAwait(false);
        var stages = described.GetValueOrDefault(known.Arn)?.VersionIdsToStages;
        var found = new List<IReadOnlyDictionary<string, string?>>();
        foreach (var versionId in Others(stages, known.VersionId))
        {
            if (await TryReadAsync(reader, known.Arn, versionId).ConfigureAwait(false) is { } version && TryMap(root, version) is { } other)
            {
                SourceSecrets.Register(secrets, [other]);
                found.Add(Under(key, other));
            }
        }

        return found;
    }

    // Nearest first: the key itself, then the sections that it lies in.
    private static string? FindRoot(SecretsManagerSnapshot snapshot, string key)
    {
        for (var root = key; root is not null; root = ConfigurationPath.GetParentPath(root))
        {
            if (snapshot.Secrets.ContainsKey(root))
                return root;
        }

        return null;
    }

    private static IEnumerable<string> Others(IReadOnlyDictionary<string, IReadOnlyList<string>>? stages, string known) =>
        ((string[])[SecretStage.Current, SecretStage.Pending, SecretStage.Previous])
            .Select(stage => SecretStage.Find(stages, stage))
            .OfType<string>()
            .Where(versionId => versionId != known)
            .Distinct();

    private static async Task<SecretVersion?> TryReadAsync(SecretReader reader, string id, string versionId)
    {
        try
        {
            return await reader.ReadVersionAsync(id, versionId).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (AwsErrors.Classify(exception) is FailureKind.Missing or FailureKind.Content)
        {
            return null;
        }
    }

    private ValueSnapshot? TryMap(string root, SecretVersion version)
    {
        try
        {
            var values = new SourceValues();
            foreach (var (key, text) in SecretKeys.Map(root, version, source.IsBinaryAllowed))
                values.Add(key, new SourceValue(text, version.Name, version.VersionId, IsSecret: true));

            return new ValueSnapshot(values.Values);
        }
        catch (SourceContentException)
        {
            return null;
        }
    }

    private static Dictionary<string, string?> Under(string key, SourceSnapshot snapshot)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (full, value) in snapshot.Values)
        {
            if (full.Equals(key, StringComparison.OrdinalIgnoreCase))
                values[string.Empty] = value.Text;
            else if (full.StartsWith(key + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase))
                values[full[(key.Length + ConfigurationPath.KeyDelimiter.Length)..]] = value.Text;
        }

        return values;
    }
}

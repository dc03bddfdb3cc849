using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>
/// Reads secrets, all with their values at first, then only which version of each is the current one, and the values of what changed.
/// </summary>
internal sealed class SecretsManagerSource(AwsClients clients, SecretsManagerOptions options) : IRemoteSource
{
    private const string PrefixKey = $"{SecretsManagerOptions.Section}:{nameof(SecretsManagerOptions.Prefix)}";

    private readonly string? _prefix = string.IsNullOrEmpty(options.Prefix) ? null : options.Prefix;

    public string Feature => SourceSwitch.SecretsManager;

    public string Section => SecretsManagerOptions.Section;

    public string Name => "Secrets Manager";

    public bool IsRequired => options.Required;

    public string Address => clients.AddressOf(AwsService.SecretsManager);

    public string Permissions
    {
        get
        {
            var prefix = clients.ArnPrefixOf(AwsService.SecretsManager) + "secret:";
            var secrets = options.Secrets.Values.Select(id => id.StartsWith("arn:", StringComparison.Ordinal) ? id : $"{prefix}{id}-??????")
                .Concat(_prefix is null ? [] : [$"{prefix}{_prefix}*"])
                .Distinct();
            return $"the actions secretsmanager:GetSecretValue and secretsmanager:DescribeSecret on {string.Join(" and ", secrets)}, "
                + $"secretsmanager:BatchGetSecretValue{(_prefix is null ? "" : " and secretsmanager:ListSecrets")} on *, "
                + "and kms:Decrypt on the key of the secrets";
        }
    }

    /// <summary>Gets a value indicating whether a binary secret becomes its base64 text.</summary>
    public bool IsBinaryAllowed => options.Binary;

    /// <summary>Makes a reader of single secrets.</summary>
    public SecretReader Read(ReadProgress progress, CancellationToken cancellationToken) => new(clients.SecretsManager, progress, cancellationToken);

    public async Task<SourceSnapshot> ReadAsync(SourceSnapshot? previous, ReadProgress progress, CancellationToken cancellationToken)
    {
        var reader = Read(progress, cancellationToken);
        var known = previous as SecretsManagerSnapshot;
        var warnings = new List<string>();
        var byId = await FindByIdAsync(reader, known).ConfigureAwait(false);
        var byPrefix = await FindByPrefixAsync(reader, warnings).ConfigureAwait(false);
        MappedSecret[] wanted = [.. byId, .. byPrefix];
        var secrets = await ReadChangedAsync(reader, wanted, known).ConfigureAwait(false);
        if (known?.HasSame(secrets) is true)
            return known;

        var values = Map(secrets);
        return new SecretsManagerSnapshot(values, secrets) { Warnings = [.. warnings, .. values.Warnings] };
    }

    /// <summary>Finds the secrets that are configured one by one. Before there is anything to compare with, their versions are not asked.</summary>
    private async Task<IEnumerable<MappedSecret>> FindByIdAsync(SecretReader reader, SecretsManagerSnapshot? known)
    {
        if (known is null)
            return options.Secrets.Select(pair => new MappedSecret(pair.Key, pair.Value, null));

        var described = await reader.DescribeAsync(options.Secrets.Values).ConfigureAwait(false);
        foreach (var (key, id) in options.Secrets)
        {
            if (described.GetValueOrDefault(id)?.DeletedDate is not null)
                throw SecretFailure.Deleted(id, [key]);
        }

        return options.Secrets.Select(pair =>
            new MappedSecret(pair.Key, pair.Value, SecretStage.Find(described.GetValueOrDefault(pair.Value)?.VersionIdsToStages, SecretStage.Current)));
    }

    private async Task<IEnumerable<MappedSecret>> FindByPrefixAsync(SecretReader reader, List<string> warnings)
    {
        if (_prefix is null)
            return [];

        var mapped = new List<MappedSecret>();
        foreach (var secret in await reader.ListAsync(_prefix).ConfigureAwait(false))
        {
            var key = secret.Name[_prefix.Length..].Replace('/', ':');
            if (secret.DeletedDate is not null)
                throw SecretFailure.Deleted(secret.Name, [key]);

            if (SecretStage.Find(secret.SecretVersionsToStages, SecretStage.Current) is { } version)
                mapped.Add(new MappedSecret(key, secret.Arn, version));
            else
                warnings.Add($"The secret {secret.Name} has no current value, so {key} is not set.");
        }

        return mapped.Count > 0 ? mapped : throw new SourceMissingException(
            $"Secrets Manager has no secret with a value whose name starts with {_prefix}. Check {PrefixKey}; case matters. And check that the process runs in "
            + "the right account and Region.");
    }

    private static async Task<Dictionary<string, SecretVersion>> ReadChangedAsync(SecretReader reader, MappedSecret[] wanted, SecretsManagerSnapshot? known)
    {
        var secrets = new Dictionary<string, SecretVersion>(StringComparer.OrdinalIgnoreCase);
        var changed = wanted.Where(secret => !IsKnown(secret, known)).ToLookup(secret => secret.Id, secret => secret.Key);
        var (found, errors) = await reader.ReadAsync(changed.Select(group => group.Key)).ConfigureAwait(false);
        if (errors.Count > 0)
            throw SecretFailure.Of(errors, changed);

        foreach (var secret in wanted)
        {
            var version = found.TryGetValue(secret.Id, out var read) ? read : known!.Secrets[secret.Key];
            if (!secrets.TryAdd(secret.Key, version))
            {
                throw new SourceContentException(
                    $"{secrets[secret.Key].Name} and {version.Name} both give the configuration key {secret.Key}, which ignores case. "
                    + $"Take one of the two out of {PrefixKey} or {SecretsManagerOptions.Section}:{nameof(SecretsManagerOptions.Secrets)}.");
            }
        }

        return secrets;
    }

    private static bool IsKnown(MappedSecret secret, SecretsManagerSnapshot? known) =>
        secret.CurrentVersion is { } version
        && known?.Secrets.GetValueOrDefault(secret.Key) is { } mine
        && mine.IsCalled(secret.Id)
        && mine.VersionId == version;

    private SourceValues Map(IReadOnlyDictionary<string, SecretVersion> secrets)
    {
        var values = new SourceValues();
        foreach (var (root, secret) in secrets)
        {
            foreach (var (key, text) in SecretKeys.Map(root, secret, options.Binary))
                values.Add(key, new SourceValue(text, secret.Name, secret.VersionId, IsSecret: true));
        }

        return values;
    }
}

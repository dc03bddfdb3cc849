using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Everything under a path.</summary>
/// <param name="clients">The clients of AWS.</param>
/// <param name="options">The options of Parameter Store.</param>
/// <param name="path">The path, which ends in a slash.</param>
/// <param name="mayBeEmpty">Whether the path needs no parameter, also where the source is required.</param>
internal sealed class PathSource(AwsClients clients, ParameterStoreOptions options, string path, bool mayBeEmpty) : ParameterSource(clients, options)
{
    private readonly string? _label = options.Label;
    private readonly string? _version = options.VersionParameter is { Length: > 0 } name ? path + name : null;
    private string[] _oddities = [];

    // As it was before the pages were read: what is written between two of them comes with another version, and is read the next time.
    private Parameter? _before;

    public override string Name => $"the Parameter Store path {path}";

    public override string Permissions =>
        $"the actions ssm:GetParametersByPath and ssm:GetParameters on {ArnPrefix}parameter{path.TrimEnd('/')} and "
        + $"{ArnPrefix}parameter{path}*, and kms:Decrypt on the key of its SecureStrings";

    private string Selector => _label is null ? string.Empty : ":" + _label;

    protected override async Task<bool> IsUnchangedAsync(ParameterReader reader, IReadOnlyDictionary<string, Parameter> known)
    {
        _before = null;
        if (_version is null || !known.TryGetValue(_version, out var last))
            return false;

        _before = await ReadVersionAsync(reader, withDecryption: false).ConfigureAwait(false);
        return _before is { } now && now.IsSameVersionAs(last);
    }

    protected override IReadOnlyList<string> FindOddities() => _oddities;

    protected override async Task<Dictionary<string, Parameter>> FindAsync(ParameterReader reader, bool withDecryption)
    {
        // The first read, which asked for nothing before.
        if (_version is not null && withDecryption)
            _before = await ReadVersionAsync(reader, withDecryption).ConfigureAwait(false);

        var parameters = await ReadPagesAsync(reader, withDecryption).ConfigureAwait(false);
        if (_version is not null && _before is null && parameters.ContainsKey(_version))
        {
            _before = await ReadVersionAsync(reader, withDecryption).ConfigureAwait(false);
            parameters = await ReadPagesAsync(reader, withDecryption).ConfigureAwait(false);
        }

        if (_before is { } before && parameters.ContainsKey(_version!))
            parameters[_version!] = before;

        _oddities = _version is null || parameters.Count == 0 || parameters.ContainsKey(_version) ? [] : [DescribeUnversioned(parameters.Count)];
        return parameters.Count > 0 || mayBeEmpty ? parameters : throw new SourceMissingException(DescribeEmpty());
    }

    protected override async Task<Dictionary<string, Parameter>> DecryptAsync(ParameterReader reader, IReadOnlyList<string> names)
    {
        var decrypted = await reader.ReadNamesAsync(names.Select(name => name + Selector), withDecryption: true).ConfigureAwait(false);
        return decrypted.Values.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
    }

    protected override KeyValuePair<string, Parameter>[] KeysOf(IReadOnlyDictionary<string, Parameter> parameters) =>
        [.. parameters.Values.Select(parameter => KeyValuePair.Create(ParameterKeys.Under(path, parameter.Name), parameter))];

    private async Task<Dictionary<string, Parameter>> ReadPagesAsync(ParameterReader reader, bool withDecryption)
    {
        var found = await reader.ReadPathAsync(path, _label, withDecryption).ConfigureAwait(false);
        var parameters = new Dictionary<string, Parameter>(found.Count, StringComparer.Ordinal);

        // One that moves between pages while they are read comes twice.
        foreach (var parameter in found)
            parameters[parameter.Name] = parameter;

        return parameters;
    }

    private async Task<Parameter?> ReadVersionAsync(ParameterReader reader, bool withDecryption)
    {
        var found = await reader.ReadNamesAsync([_version + Selector], withDecryption).ConfigureAwait(false);
        return found.Values.SingleOrDefault();
    }

    private string DescribeUnversioned(int count) =>
        $"There is no parameter {_version}, which {ParameterStoreOptions.Section}:{nameof(ParameterStoreOptions.VersionParameter)} names, so every read asks for all {count} under {path}. "
        + "Create it, and write it last with each change.";

    private string DescribeEmpty() =>
        $"The Parameter Store has no parameter {(_label is null ? "" : $"with the label {_label} ")}under {path}. Check {ConfigOptions.Section}:{nameof(ConfigOptions.Root)}, "
        + $"{ServiceOptions.Section}:{nameof(ServiceOptions.Environment)} and {ServiceOptions.Section}:{nameof(ServiceOptions.Name)}, "
        + "which make up the path; case matters. And check that the process runs in the right account and Region.";
}

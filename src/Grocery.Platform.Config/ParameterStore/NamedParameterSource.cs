using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Parameters by name, each with a key of its own.</summary>
internal sealed class NamedParameterSource(AwsClients clients, ParameterStoreOptions options) : ParameterSource(clients, options)
{
    private readonly IDictionary<string, string> _names = options.Parameters;
    private readonly bool _isRequired = options.Required;
    private string[] _missing = [];

    public override string Name => "the named parameters of the Parameter Store";

    public override string Permissions =>
        $"the action ssm:GetParameters on {string.Join(" and ", _names.Values.Distinct().Select(ArnOf))}, and kms:Decrypt on the key of the SecureStrings";

    protected override async Task<Dictionary<string, Parameter>> FindAsync(ParameterReader reader, bool withDecryption)
    {
        var found = await reader.ReadNamesAsync(_names.Values.Distinct(StringComparer.Ordinal), withDecryption).ConfigureAwait(false);
        var missing = _names.Where(pair => !found.ContainsKey(pair.Value)).ToArray();
        _missing = [.. missing.Select(pair => $"The Parameter Store has no parameter {pair.Value}, which is not required; {pair.Key} is not set.")];
        return missing.Length == 0 || !_isRequired ? found : throw new SourceMissingException(DescribeMissing(missing));
    }

    protected override IReadOnlyList<string> FindOddities() => _missing;

    protected override Task<Dictionary<string, Parameter>> DecryptAsync(ParameterReader reader, IReadOnlyList<string> names) =>
        reader.ReadNamesAsync(names, withDecryption: true);

    protected override KeyValuePair<string, Parameter>[] KeysOf(IReadOnlyDictionary<string, Parameter> parameters) =>
        [.. _names.Where(pair => parameters.ContainsKey(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, parameters[pair.Value]))];

    private string ArnOf(string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal))
            return name;

        var selector = name.IndexOf(':', StringComparison.Ordinal);
        return $"{ArnPrefix}parameter/{(selector < 0 ? name : name[..selector]).TrimStart('/')}";
    }

    private static string DescribeMissing(KeyValuePair<string, string>[] missing) =>
        $"The Parameter Store has no parameter {string.Join(" and ", missing.Select(pair => pair.Value))} in that version or with that label. "
        + $"Create it, or mend or remove {string.Join(" and ", missing.Select(pair => $"{ParameterStoreOptions.Section}:{nameof(ParameterStoreOptions.Parameters)}:{pair.Key}"))}. "
        + "And check that the process runs in the right account and Region.";
}

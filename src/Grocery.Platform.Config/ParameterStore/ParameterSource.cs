using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>
/// Reads parameters, all with their values at first, then without decryption, which tells every version, and decrypts what changed.
/// </summary>
internal abstract class ParameterSource(AwsClients clients, ParameterStoreOptions options) : IRemoteSource
{
    public string Feature => SourceSwitch.ParameterStore;

    public string Section => ParameterStoreOptions.Section;

    public abstract string Name { get; }

    public bool IsRequired => options.Required;

    public abstract string Permissions { get; }

    public string Address => clients.AddressOf(AwsService.ParameterStore);

    protected string ArnPrefix => clients.ArnPrefixOf(AwsService.ParameterStore);

    public async Task<SourceSnapshot> ReadAsync(SourceSnapshot? previous, ReadProgress progress, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader(clients.ParameterStore, progress, cancellationToken);
        var known = (previous as ParameterStoreSnapshot)?.Parameters;
        if (known is not null && await IsUnchangedAsync(reader, known).ConfigureAwait(false))
            return previous!;

        var found = await FindAsync(reader, withDecryption: known is null).ConfigureAwait(false);
        if (known is not null)
        {
            if (ChangedParameters.AreNone(known, found))
                return previous!;

            var names = ChangedParameters.FindSecrets(known, found);
            var decrypted = names.Length == 0 ? [] : await DecryptAsync(reader, names).ConfigureAwait(false);
            found = ChangedParameters.Decrypt(known, found, decrypted);
        }

        var values = ParameterKeys.Map(KeysOf(found), options.Json);
        return new ParameterStoreSnapshot(values, found) { Warnings = [.. FindOddities(), .. values.Warnings] };
    }

    /// <summary>Says what is odd about what <see cref="FindAsync"/> has found, and yet allowed.</summary>
    protected virtual IReadOnlyList<string> FindOddities() => [];

    /// <summary>Says that nothing was changed, where fewer calls than <see cref="FindAsync"/> makes can tell it.</summary>
    protected virtual Task<bool> IsUnchangedAsync(ParameterReader reader, IReadOnlyDictionary<string, Parameter> known) => Task.FromResult(false);

    /// <summary>Finds the parameters by what stands for each in <see cref="DecryptAsync"/> and <see cref="KeysOf"/>.</summary>
    /// <exception cref="SourceMissingException">There is none, or one is missing.</exception>
    protected abstract Task<Dictionary<string, Parameter>> FindAsync(ParameterReader reader, bool withDecryption);

    protected abstract Task<Dictionary<string, Parameter>> DecryptAsync(ParameterReader reader, IReadOnlyList<string> names);

    protected abstract KeyValuePair<string, Parameter>[] KeysOf(IReadOnlyDictionary<string, Parameter> parameters);
}

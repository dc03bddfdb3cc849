using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Local;

/// <summary>A file in the place of AWS.</summary>
/// <param name="path">The absolute path.</param>
/// <param name="isRequired">Whether it must be there.</param>
internal sealed class LocalSource(string path, bool isRequired) : IRemoteSource
{
    private const int VersionLength = 12;

    public string Feature => SourceSwitch.Local;

    public string Section => LocalOptions.Section;

    public string Name => $"the local file {path}";

    public bool IsRequired => isRequired;

    public string Permissions => $"to read {path}";

    public string Address => path;

    public async Task<SourceSnapshot> ReadAsync(SourceSnapshot? previous, ReadProgress progress, CancellationToken cancellationToken)
    {
        progress.CountAttempt();
        var bytes = await ReadFileAsync(cancellationToken).ConfigureAwait(false);
        progress.CountCall();
        var version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..VersionLength];
        if (previous is LocalSnapshot known && known.Version == version)
            return previous;

        var values = new SourceValues();
        foreach (var (key, text) in Read(bytes))
            values.Add(key, new SourceValue(text, path, version, SecretNames.IsSecretSetting(key, text)));

        return new LocalSnapshot(values.Values, version) { Warnings = values.Warnings };
    }

    private async Task<byte[]> ReadFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceMissingException(
                $"There is no file {path}. Create it, or mend {LocalOptions.Section}:{nameof(LocalOptions.Path)}; a relative path starts at the content root of the host.");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new SourceContentException($"{path} cannot be read ({exception.GetType().Name}). Let the user of the process read it, and check that it is a file.");
        }
    }

    private IEnumerable<KeyValuePair<string, string?>> Read(byte[] bytes)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return EnvironmentFile.Parse(path, Encoding.UTF8.GetString(bytes));

        try
        {
            // As the framework reads a settings file: with a byte order mark, comments and trailing commas, and an object at its root.
            var json = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
            var values = JsonValues.Flatten(string.Empty, json);
            return values is [{ Key: "" }] && !JsonValues.MayBeContainer(Encoding.UTF8.GetString(json.Span))
                ? throw new SourceContentException($"{path} must have a JSON object at its root.")
                : values.Where(value => value.Key.Length > 0);
        }
        catch (JsonException exception)
        {
            // The message of the exception shows a part of the text.
            throw new SourceContentException($"{path} is not JSON: see line {exception.LineNumber + 1}. Mend it.");
        }
    }

    private sealed class LocalSnapshot(IReadOnlyDictionary<string, SourceValue> values, string version) : SourceSnapshot(values)
    {
        public string Version => version;
    }
}

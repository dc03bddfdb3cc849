using System.Text.Json;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>Turns the document of one profile into configuration values.</summary>
internal sealed class DocumentValues(ConfigurationProfile profile, ConfigurationDocument document)
{
    private const string FlagsKey = "FeatureManagement";
    private const string AttributesKey = "FeatureAttributes";
    private const string Enabled = "enabled";

    private readonly SourceValues _values = new();

    /// <summary>Maps the members of a freeform document to keys.</summary>
    /// <exception cref="SourceContentException">It is no JSON object, or two members give one key.</exception>
    public SourceValues MapFreeform()
    {
        var json = DocumentType.JsonOf(document, profile);
        if (json.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            throw new SourceContentException($"The document of {profile} is not a JSON object. Deploy one that is.");

        Add(string.Empty, json);
        return _values;
    }

    /// <summary>Maps each flag to <c>FeatureManagement:flag</c>, and its attributes to <c>FeatureAttributes:flag:attribute</c>.</summary>
    /// <exception cref="SourceContentException">It is no document of flags, or of some that only the agent can evaluate.</exception>
    public SourceValues MapFlags()
    {
        using var root = ParseFlags(DocumentType.JsonOf(document, profile));
        foreach (var flag in root.RootElement.EnumerateObject())
            AddFlag(flag);

        return _values;
    }

    private JsonDocument ParseFlags(ReadOnlyMemory<byte> json)
    {
        JsonDocument? root = null;
        try
        {
            root = JsonDocument.Parse(json);
            if (root.RootElement.ValueKind == JsonValueKind.Object)
                return root;
        }
        catch (JsonException)
        {
            // Said below.
        }

        root?.Dispose();
        throw new SourceContentException($"The document of {profile} is not one of feature flags. {ListElsewhere}");
    }

    private void AddFlag(JsonProperty flag)
    {
        var members = flag.Value.ValueKind == JsonValueKind.Object ? flag.Value.EnumerateObject().ToArray() : [];
        if (Array.Exists(members, member => member.Name == "_variants"))
            throw DocumentType.DescribeVariants($"The flag {flag.Name} of {profile} has");
        if (Array.Find(members, member => member.Name == Enabled).Value is not { ValueKind: JsonValueKind.True or JsonValueKind.False } enabled)
        {
            throw new SourceContentException(
                $"\"{flag.Name}\" in the document of {profile} is no flag: it has no member \"enabled\" that is true or false. {ListElsewhere}");
        }

        Add($"{FlagsKey}:{flag.Name}", enabled.GetRawText());
        foreach (var attribute in members.Where(member => member.Name != Enabled))
            Add($"{AttributesKey}:{flag.Name}:{attribute.Name}", JsonSerializer.SerializeToUtf8Bytes(attribute.Value, AppConfigJson.Default.JsonElement));
    }

    private static string ListElsewhere =>
        $"List the profile in {AppConfigOptions.Section}:{nameof(AppConfigOptions.Profiles)} when its type is freeform.";

    private void Add(string key, ReadOnlyMemory<byte> json)
    {
        try
        {
            // An empty document has one key, which is empty too.
            foreach (var (under, text) in JsonValues.Flatten(key, json).Where(pair => pair.Key.Length > 0))
                _values.Add(under, ValueOf(text));
        }
        catch (JsonException exception)
        {
            throw new SourceContentException(
                $"The document of {profile} is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}. Deploy one that is.");
        }
        catch (SourceContentException exception)
        {
            throw Describe(exception);
        }
    }

    private void Add(string key, string? text)
    {
        try
        {
            _values.Add(key, ValueOf(text));
        }
        catch (SourceContentException exception)
        {
            throw Describe(exception);
        }
    }

    private SourceValue ValueOf(string? text) => new(text, profile.Name, document.Version, IsSecret: false);

    private SourceContentException Describe(SourceContentException exception) => new($"The document of {profile} cannot be used: {exception.Message}");
}

using System.Text.Json;

namespace Grocery.Platform.Cli.Settings;

/// <summary>What is configured for a service without starting it: its settings files, its image, and what the command line adds.</summary>
internal sealed class ConfiguredSettings
{
    private const string Base = "appsettings.json";

    private readonly Dictionary<string, Setting> _effective = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets every value of every settings file, also of those of other environments.</summary>
    public List<Setting> InFiles { get; } = [];

    /// <summary>Gets the settings files that are no JSON, each with what is wrong.</summary>
    public List<(Place Place, string Problem)> Broken { get; } = [];

    /// <summary>Gets what holds, by key; the later source goes over the earlier one.</summary>
    public IReadOnlyDictionary<string, Setting> Effective => _effective;

    /// <summary>Gets the variables that come on top of the settings files.</summary>
    public List<Setting> Variables { get; } = [];

    public static ConfiguredSettings Read(string folder, string environment, string? dockerfile, IEnumerable<KeyValuePair<string, string>> given)
    {
        var settings = new ConfiguredSettings();
        foreach (var file in Directory.GetFiles(folder, "appsettings*.json").Order(StringComparer.Ordinal))
            settings.ReadFile(file);

        settings.Lay(settings.InFiles.Where(setting => IsOf(setting, Base)));
        settings.Lay(settings.InFiles.Where(setting => IsOf(setting, $"appsettings.{environment}.json")));
        if (dockerfile is not null)
            settings.Variables.AddRange(ImageSettings.Read(dockerfile, Path.GetRelativePath(folder, dockerfile)));

        settings.Variables.AddRange(given.Select(pair => new Setting(pair.Key.Replace(":", "__", StringComparison.Ordinal), pair.Value, new Place(pair.Key, "--set"))));
        settings.Lay(settings.Variables.Select(variable => variable with { Key = variable.Key.Replace("__", ":", StringComparison.Ordinal) }));
        return settings;
    }

    public string? ValueOf(string key) => _effective.GetValueOrDefault(key)?.Value;

    public bool IsOn(string key) => bool.TryParse(ValueOf(key), out var isOn) && isOn;

    /// <summary>Finds where a key stands; the first of them that is configured counts, and the first of all when none is.</summary>
    public Place PlaceOf(params string[] keys) =>
        keys.Select(key => _effective.GetValueOrDefault(key)?.Place).FirstOrDefault(place => place is not null) ?? new Place(keys[0]);

    private static bool IsOf(Setting setting, string file) => string.Equals(setting.Place.File, file, StringComparison.OrdinalIgnoreCase);

    private void ReadFile(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            InFiles.AddRange(SettingsFile.Read(path, name));
        }
        catch (JsonException exception)
        {
            Broken.Add((new Place(null, name, (int?)exception.LineNumber + 1), exception.Message));
        }
    }

    private void Lay(IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
            _effective[setting.Key] = setting;
    }
}

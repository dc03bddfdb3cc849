using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Grocery.Platform.Config.Sources;

/// <summary>Finds the place of AWS sources: over the files that ship with the service, under all that an operator sets for a process.</summary>
internal static class SourcePosition
{
    public static int Find(IList<IConfigurationSource> sources)
    {
        // In front of the files stand sources of the host, with environment variables and command line of their own.
        var files = 0;
        while (files < sources.Count && !IsSettingsFile(sources[files]))
            files++;

        if (files == sources.Count)
            return FindWithoutFiles(sources);

        var position = files + 1;
        var afterFiles = position;
        while (position < sources.Count && !IsOverride(sources[position]))
        {
            position++;
            if (sources[position - 1] is FileConfigurationSource)
                afterFiles = position;
        }

        return position < sources.Count ? position : afterFiles;
    }

    private static int FindWithoutFiles(IList<IConfigurationSource> sources)
    {
        var position = sources.Count;
        while (position > 0 && (IsOverride(sources[position - 1]) || sources[position - 1] is ChainedConfigurationSource))
            position--;

        return position;
    }

    private static bool IsSettingsFile(IConfigurationSource source) =>
        source is JsonConfigurationSource { Path: { } path } && Path.GetFileName(path).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase);

    private static bool IsOverride(IConfigurationSource source) =>
        source is EnvironmentVariablesConfigurationSource or CommandLineConfigurationSource or JsonConfigurationSource { Path: "secrets.json" };
}

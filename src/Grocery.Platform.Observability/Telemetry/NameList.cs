using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Observability.Telemetry;

/// <summary>Says what is wrong with a configured list of names.</summary>
internal static class NameList
{
    public static IEnumerable<string> FindProblems(IConfiguration configuration, string key, IList<string> names)
    {
        // The binder would leave a text in the place of the list out, without a word.
        if (configuration[key] is { Length: > 0 } text)
            yield return new ConfigurationProblem(key, text, "a list", $"Move the names to {key}:0, {key}:1 and so on.").ToString();

        for (var i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
                yield return new ConfigurationProblem($"{key}:{i}", names[i], "a name, in which * stands for any text", "Mend or remove it.").ToString();
        }
    }
}

using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>Checks that there is something to read, and that it can be meant.</summary>
internal sealed class AppConfigOptionsValidator : IValidateOptions<AppConfigOptions>
{
    private const int LongestIdentifier = 128;
    private const string ProfilesKey = $"{AppConfigOptions.Section}:{nameof(AppConfigOptions.Profiles)}";
    private const string FlagProfilesKey = $"{AppConfigOptions.Section}:{nameof(AppConfigOptions.FlagProfiles)}";
    private const string Allowed = "the name or id of a configuration profile, each once, of 1 to 128 characters";

    public ValidateOptionsResult Validate(string? name, AppConfigOptions options)
    {
        if (!options.Enabled)
            return ValidateOptionsResult.Success;

        string[] problems =
        [
            .. FindNothing(options),
            .. Check(ProfilesKey, options.Profiles),
            .. Check(FlagProfilesKey, options.FlagProfiles),
            .. CheckAgent(options.Agent),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> FindNothing(AppConfigOptions options)
    {
        if (options.Profiles.Count == 0 && options.FlagProfiles.Count == 0)
            yield return new ConfigurationProblem(ProfilesKey, null, Allowed, $"Set {ProfilesKey}:0, or {FlagProfilesKey}:0.").ToString();
    }

    private static IEnumerable<string> Check(string key, IList<string> profiles)
    {
        for (var i = 0; i < profiles.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(profiles[i]) || profiles[i].Length > LongestIdentifier || profiles.IndexOf(profiles[i]) < i)
                yield return new ConfigurationProblem($"{key}:{i}", profiles[i], Allowed, "Mend or remove it.").ToString();
        }
    }

    private static IEnumerable<string> CheckAgent(Uri? agent)
    {
        if (agent is not null && agent.Scheme is not ("http" or "https"))
        {
            yield return new ConfigurationProblem(
                $"{AppConfigOptions.Section}:{nameof(AppConfigOptions.Agent)}",
                agent.OriginalString,
                "an http or https address",
                "Set it to such as http://localhost:2772.").ToString();
        }
    }
}

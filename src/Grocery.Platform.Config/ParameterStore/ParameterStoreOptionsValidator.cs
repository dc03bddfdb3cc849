using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Checks that the identity, which can come from the host, is legal in the name of a parameter, and that the options fit together.</summary>
internal sealed partial class ParameterStoreOptionsValidator(IConfiguration configuration, IHostEnvironment environment)
    : IValidateOptions<ParameterStoreOptions>
{
    private const string Allowed = "1 to 128 letters, digits, '_', '.' or '-' while the Parameter Store is on";

    public ValidateOptionsResult Validate(string? name, ParameterStoreOptions options)
    {
        if (!options.Enabled)
            return ValidateOptionsResult.Success;

        var identity = ServiceIdentity.From(configuration, environment);
        string[] problems =
        [
            .. Check(nameof(ServiceOptions.Name), identity.Name),
            .. Check(nameof(ServiceOptions.Environment), identity.Environment),
            .. CheckVersion(options),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> CheckVersion(ParameterStoreOptions options)
    {
        if (options is { VersionParameter: { Length: > 0 } version, Parameters.Count: > 0 })
        {
            yield return new ConfigurationProblem(
                $"{ParameterStoreOptions.Section}:{nameof(ParameterStoreOptions.VersionParameter)}",
                version,
                "nothing while parameters are read by name",
                $"It tells of changes under the paths. Remove it, or {ParameterStoreOptions.Section}:{nameof(ParameterStoreOptions.Parameters)}.").ToString();
        }
    }

    // What is set is checked by ServiceOptions itself.
    private IEnumerable<string> Check(string property, string value)
    {
        var key = $"{ServiceOptions.Section}:{property}";
        if (string.IsNullOrWhiteSpace(configuration[key]) && !Segment().IsMatch(value))
            yield return new ConfigurationProblem(key, value, Allowed, $"It comes from the host. Set {key}.").ToString();
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,128}\\z")]
    private static partial Regex Segment();
}

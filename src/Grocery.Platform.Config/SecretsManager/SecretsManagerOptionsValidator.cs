using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Checks that there is something to read, and that it can be the id of a secret.</summary>
internal sealed partial class SecretsManagerOptionsValidator : IValidateOptions<SecretsManagerOptions>
{
    private const string SecretsKey = $"{SecretsManagerOptions.Section}:{nameof(SecretsManagerOptions.Secrets)}";
    private const string Allowed = "the name of a secret, or its ARN as Secrets Manager shows it";

    public ValidateOptionsResult Validate(string? name, SecretsManagerOptions options)
    {
        if (!options.Enabled)
            return ValidateOptionsResult.Success;

        string[] problems = [.. FindNothing(options), .. options.Secrets.Where(secret => !Id().IsMatch(secret.Value)).Select(secret => Describe(secret.Key))];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> FindNothing(SecretsManagerOptions options)
    {
        if (options.Secrets.Count > 0 || options.Prefix is { Length: > 0 })
            yield break;

        yield return new ConfigurationProblem(
            SecretsKey,
            null,
            $"{Allowed}, under the configuration key that it gives",
            $"Set {SecretsKey}:<key>, or {SecretsManagerOptions.Section}:{nameof(SecretsManagerOptions.Prefix)}.").ToString();
    }

    // Whoever mistakes the id for the secret itself must not find it in the log.
    private static string Describe(string key) => new ConfigurationProblem(
        $"{SecretsKey}:{key}", SecretValues.Mask, Allowed, "Set it to the id of the secret, never to the secret itself.").ToString();

    [GeneratedRegex("^(arn:[a-z0-9-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@!-]{1,519}\\z")]
    private static partial Regex Id();
}

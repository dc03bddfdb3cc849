using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Options;

namespace Grocery.Samples.Shop.Identity;

/// <summary>Checks that the keys can sign, so that a bad rotation leaves the last good ones.</summary>
internal sealed class IdentityOptionsValidator : IValidateOptions<IdentityOptions>
{
    private const int FewestBytes = 32;
    private const string Fix = "Make one by 'openssl rand -base64 32', the same for every service";

    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        List<ConfigurationProblem> problems = [];
        foreach (var (id, key) in options.SigningKeys)
        {
            if (!Base64.IsValid(Encoding.UTF8.GetBytes(key), out var length) || length < FewestBytes)
                problems.Add(new ConfigurationProblem($"{IdentityOptions.Section}:SigningKeys:{id}", SecretValues.Mask, $"base64 of {FewestBytes} bytes or more", Fix));
        }

        if (options.SigningKeys.Count > 0 && (options.Current is null ? options.SigningKeys.Count > 1 : !options.SigningKeys.ContainsKey(options.Current)))
        {
            problems.Add(new ConfigurationProblem(
                $"{IdentityOptions.Section}:Current",
                options.Current,
                $"one of {string.Join(", ", options.SigningKeys.Keys.Order(StringComparer.Ordinal))}",
                "Name the key that signs"));
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => problem.ToString()));
    }
}

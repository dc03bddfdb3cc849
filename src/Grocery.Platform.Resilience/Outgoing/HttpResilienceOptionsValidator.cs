using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>The rules across fields; each field on its own is judged by its attributes.</summary>
internal sealed class HttpResilienceOptionsValidator(IConfiguration configuration) : IValidateOptions<HttpResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpResilienceOptions options)
    {
        List<string> problems = [];
        if (options.AttemptTimeout > options.Deadline)
        {
            problems.Add(Describe(
                name, nameof(options.AttemptTimeout), options.AttemptTimeout, "at most", nameof(options.Deadline), options.Deadline, "Lower it or raise"));
        }

        if (options.BreakerWindow < 2 * options.AttemptTimeout)
        {
            problems.Add(Describe(
                name, nameof(options.BreakerWindow), options.BreakerWindow, "at least twice", nameof(options.AttemptTimeout), options.AttemptTimeout, "Raise it or lower"));
        }

        if (options.RetryBaseDelay > options.RetryMaxDelay)
        {
            problems.Add(Describe(
                name, nameof(options.RetryBaseDelay), options.RetryBaseDelay, "at most", nameof(options.RetryMaxDelay), options.RetryMaxDelay, "Lower it or raise"));
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private string Describe(string? name, string property, TimeSpan value, string relation, string other, TimeSpan otherValue, string fix)
    {
        // Where one of the two is set for the client, the client's section is also the place to mend the other.
        var fallback = IsSet(name, property) || IsSet(name, other) ? SectionOf(name) : HttpResilienceOptions.Section;
        var otherKey = KeyOf(name, other, fallback);
        return new ConfigurationProblem(
            KeyOf(name, property, fallback),
            Text(value),
            $"{relation} {other}, which is \"{Text(otherValue)}\"",
            $"{fix} {otherKey}.").ToString();
    }

    private string KeyOf(string? name, string property, string fallback)
    {
        if (IsSet(name, property))
            return $"{SectionOf(name)}:{property}";

        return configuration[$"{HttpResilienceOptions.Section}:{property}"] is null
            ? $"{fallback}:{property}"
            : $"{HttpResilienceOptions.Section}:{property}";
    }

    private bool IsSet(string? name, string property) =>
        !string.IsNullOrEmpty(name) && !string.IsNullOrEmpty(configuration[$"{SectionOf(name)}:{property}"]);

    private static string SectionOf(string? name) => $"{HttpResilienceOptions.ClientsSection}:{name}";

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}

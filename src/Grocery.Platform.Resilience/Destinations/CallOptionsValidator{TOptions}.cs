using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>The rules across fields; each field on its own is judged by its attributes.</summary>
/// <param name="namedSection">The section whose children are the named options.</param>
/// <param name="configuration">Where the fields come from.</param>
internal sealed class CallOptionsValidator<TOptions>(string namedSection, IConfiguration configuration) : IValidateOptions<TOptions>
    where TOptions : CallOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var deadline = (nameof(options.Deadline), options.Deadline);
        var attemptTimeout = (nameof(options.AttemptTimeout), options.AttemptTimeout);
        var breakerWindow = (nameof(options.BreakerWindow), options.BreakerWindow);
        var baseDelay = (nameof(options.RetryBaseDelay), options.RetryBaseDelay);
        var maxDelay = (nameof(options.RetryMaxDelay), options.RetryMaxDelay);
        var breakDuration = (nameof(options.BreakDuration), options.BreakDuration);
        var maxBreak = (nameof(options.MaxBreakDuration), options.MaxBreakDuration);

        List<string> problems = [];
        if (options.AttemptTimeout > options.Deadline)
            problems.Add(Describe(name, attemptTimeout, "at most", deadline, "Lower it or raise"));
        if (options.BreakerWindow < 2 * options.AttemptTimeout)
            problems.Add(Describe(name, breakerWindow, "at least twice", attemptTimeout, "Raise it or lower"));
        if (options.RetryBaseDelay > options.RetryMaxDelay)
            problems.Add(Describe(name, baseDelay, "at most", maxDelay, "Lower it or raise"));
        if (options.BreakDuration > options.MaxBreakDuration)
            problems.Add(Describe(name, breakDuration, "at most", maxBreak, "Lower it or raise"));
        if (options is HttpResilienceOptions { HedgingDelay: { } hedgingDelay } && hedgingDelay >= options.AttemptTimeout)
            problems.Add(Describe(name, (nameof(HttpResilienceOptions.HedgingDelay), hedgingDelay), "less than", attemptTimeout, "Lower it or raise"));

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private string SectionOf(string? name) => $"{namedSection}:{name}";

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);

    private string Describe(
        string? name, (string Name, TimeSpan Value) property, string relation, (string Name, TimeSpan Value) other, string fix)
    {
        // Where one of the two is set for the client, the client's section is also the place to mend the other.
        var fallback = IsSet(name, property.Name) || IsSet(name, other.Name) ? SectionOf(name) : HttpResilienceOptions.Section;
        return new ConfigurationProblem(
            KeyOf(name, property.Name, fallback),
            Text(property.Value),
            $"{relation} {other.Name}, which is \"{Text(other.Value)}\"",
            $"{fix} {KeyOf(name, other.Name, fallback)}.").ToString();
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
}

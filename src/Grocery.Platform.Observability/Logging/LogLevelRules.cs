using Grocery.Platform.Observability.Logging.Levels;
using Grocery.Platform.Observability.LogLevels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Adds the platform's level rules after those of the <c>Logging</c> section, which stays in charge of its own categories.</summary>
/// <remarks>While JSON logging is on, it silences the framework's own providers, so that an event is one line on standard output.</remarks>
internal sealed class LogLevelRules(IOptions<LoggingOptions> logging, LevelOverrides overrides) : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] FrameworkProviders = ["Console", "Debug", "EventSource", "EventLog"];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        if (!logging.Value.Enabled)
            return;

        if (logging.Value.Level is { } level)
            options.Rules.Add(new LoggerFilterRule(null, null, level, null));

        foreach (var provider in FrameworkProviders)
            Silence(options.Rules, provider, $"Microsoft.Extensions.Logging.{provider}.{provider}LoggerProvider");

        AddUnlessConfigured(options.Rules, "Microsoft.AspNetCore", LogLevel.Warning);
        AddUnlessConfigured(options.Rules, "Microsoft.Hosting.Lifetime", LogLevel.Information);
        AddOverrides(options.Rules);
        options.Rules.Add(CategoryLevels.PassAll);
    }

    // A rule of the section for one category of the provider would win over one for all.
    private static void Silence(IList<LoggerFilterRule> rules, string alias, string provider)
    {
        foreach (var rule in rules.Where(rule => rule.ProviderName == alias || rule.ProviderName == provider).ToArray())
            rules.Remove(rule);

        rules.Add(new LoggerFilterRule(provider, null, LogLevel.None, null));
    }

    // A rule of the section for this provider alone would win over one for all providers.
    private void AddOverrides(IList<LoggerFilterRule> rules)
    {
        var provider = rules.Any(rule => rule.ProviderName is PlatformLoggerProvider.Alias || rule.ProviderName == CategoryLevels.PassAll.ProviderName)
            ? PlatformLoggerProvider.Alias
            : null;
        foreach (var item in overrides.Current)
            rules.Add(new OverrideRule(provider, item));

        // Who silences the log is on record all the same.
        rules.Add(new LoggerFilterRule(provider, LoggersEndpoint.Category, LogLevel.Information, null));
    }

    private static void AddUnlessConfigured(IList<LoggerFilterRule> rules, string category, LogLevel level)
    {
        if (!rules.Any(rule => rule is { ProviderName: null, CategoryName: { } configured } && Covers(configured, category)))
            rules.Add(new LoggerFilterRule(null, category, level, null));
    }

    private static bool Covers(string configured, string category) =>
        category.StartsWith(configured, StringComparison.OrdinalIgnoreCase)
        && (category.Length == configured.Length || category[configured.Length] == '.');
}

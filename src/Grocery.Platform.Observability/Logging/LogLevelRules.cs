using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Adds the platform's level rules after those of the <c>Logging</c> section, which stays in charge of its own categories.</summary>
internal sealed class LogLevelRules(IOptions<LoggingOptions> logging) : IPostConfigureOptions<LoggerFilterOptions>
{
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        if (!logging.Value.Enabled)
            return;

        if (logging.Value.Level is { } level)
            options.Rules.Add(new LoggerFilterRule(null, null, level, null));

        AddUnlessConfigured(options.Rules, "Microsoft.AspNetCore", LogLevel.Warning);
        AddUnlessConfigured(options.Rules, "Microsoft.Hosting.Lifetime", LogLevel.Information);
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

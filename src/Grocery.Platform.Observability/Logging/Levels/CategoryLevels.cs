using Grocery.Platform.Observability.LogLevels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging.Levels;

/// <summary>
/// Finds the level of a category by the rules of <c>Microsoft.Extensions.Logging</c>: the most specific wins, of equals the last. The
/// platform applies them itself, because a line under the level may still be kept for a request that fails.
/// </summary>
internal sealed class CategoryLevels(IOptionsMonitor<LoggerFilterOptions> filters, IOptions<LogBufferOptions> buffer)
{
    /// <summary>Lets every line come to the platform's provider.</summary>
    public static readonly LoggerFilterRule PassAll = new(typeof(PlatformLoggerProvider).FullName, null, LogLevel.Trace, null);

    private static readonly string[] QuietCategories = ["Microsoft", "System"];

    public IDisposable? OnChange(Action changed) => filters.OnChange(_ => changed());

    public CategoryLevel Of(string category)
    {
        var options = filters.CurrentValue;
        var best = Best(options.Rules, category);
        var write = best?.LogLevel ?? options.MinLevel;
        var filter = best?.Filter is { } code ? (Func<LogLevel, bool>)(level => code(PassAll.ProviderName, category, level)) : null;
        return new CategoryLevel(write, KeepLevel(category), filter);
    }

    /// <summary>Gets the lowest level that is written when no override holds.</summary>
    public LogLevel ConfiguredFor(string category)
    {
        var options = filters.CurrentValue;
        return Best(options.Rules.Where(rule => rule is not OverrideRule), category)?.LogLevel ?? options.MinLevel;
    }

    private static LoggerFilterRule? Best(IEnumerable<LoggerFilterRule> rules, string category)
    {
        LoggerFilterRule? best = null;
        foreach (var rule in rules)
        {
            if (!ReferenceEquals(rule, PassAll) && IsBetter(rule, best, category))
                best = rule;
        }

        return best;
    }

    private LogLevel KeepLevel(string category) =>
        buffer.Value.Enabled && !(buffer.Value.Excluded ?? QuietCategories).Any(excluded => Covers(excluded, category))
            ? buffer.Value.Level
            : LogLevel.None;

    private static bool Covers(string parent, string category) =>
        category.StartsWith(parent, StringComparison.OrdinalIgnoreCase) && (category.Length == parent.Length || category[parent.Length] == '.');

    private static bool IsBetter(LoggerFilterRule rule, LoggerFilterRule? best, string category)
    {
        if (rule.ProviderName is { } provider && provider != PassAll.ProviderName && provider != PlatformLoggerProvider.Alias)
            return false;
        if (!Matches(rule.CategoryName, category))
            return false;
        if (best is null)
            return true;
        if ((rule.ProviderName is null) != (best.ProviderName is null))
            return rule.ProviderName is not null;

        return (rule.CategoryName?.Length ?? 0) >= (best.CategoryName?.Length ?? 0);
    }

    // A rule's category is the start of those that it is for, and may have one wildcard.
    private static bool Matches(string? pattern, string category)
    {
        if (pattern is null)
            return true;

        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var (prefix, suffix) = star < 0 ? (pattern, "") : (pattern[..star], pattern[(star + 1)..]);
        return category.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && category.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
    }
}

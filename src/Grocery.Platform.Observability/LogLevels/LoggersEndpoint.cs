using System.Text.Json;
using Grocery.Platform.Observability.Logging;
using Grocery.Platform.Observability.Logging.Levels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>Answers <c>/loggers</c>: GET shows the levels, PUT sets one for a time or ends that. Who changed what is logged.</summary>
internal sealed class LoggersEndpoint
{
    public const string Category = "Grocery.Platform.Observability.LogLevels";

    private readonly LevelOverrides _overrides;
    private readonly CategoryLevels _levels;
    private readonly LoggersReport _report;
    private readonly ManagementAccess _access;
    private readonly LogLevelOverrideOptions _options;
    private readonly Lazy<PlatformLoggerProvider[]> _providers;
    private readonly ILogger _logger;

    public LoggersEndpoint(
        LevelOverrides overrides,
        CategoryLevels levels,
        ManagementAccess access,
        IOptions<LogLevelOverrideOptions> options,
        IEnumerable<ILoggerProvider> providers,
        ILoggerFactory loggers)
    {
        (_overrides, _levels, _access, _options) = (overrides, levels, access, options.Value);
        _report = new LoggersReport(overrides, levels);
        _providers = new(() => [.. providers.OfType<PlatformLoggerProvider>()]);
        _logger = loggers.CreateLogger(Category);
        overrides.FellBack = ReportFallBack;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPut(context.Request.Method) || await _access.TryChangeAsync(context, LevelChange.Members, Apply).ConfigureAwait(false))
            await JsonAnswer.WriteAsync(context, Report).ConfigureAwait(false);
    }

    private void Apply(ManagementChange request)
    {
        var change = LevelChange.Of(request, _options);
        var (before, by) = (LevelOf(change.Logger), change.By);
        if (change.Level is not { } level)
        {
            End(change.Logger, before, by);
            return;
        }

        if (!_overrides.TrySet(change.Logger, level, change.Ttl, by))
            throw new ManagementChangeException(StatusCodes.Status409Conflict, $"There are {LevelOverrides.Most} overrides already; end one first.");

        Log.LevelChanged(_logger, change.Logger, before, level, change.Ttl, by.Name, by.Address);
    }

    private void End(string logger, LogLevel before, Operator by)
    {
        if (!_overrides.TryEnd(logger))
            return;

        var after = LevelOf(logger);
        Log.LevelOverrideEnded(_logger, logger, before, after, by.Name, by.Address);
    }

    private void ReportFallBack(LevelOverride item)
    {
        var level = LevelOf(item.Logger);
        Log.LevelFellBack(_logger, item.Logger, item.Level, level);
    }

    private LogLevel LevelOf(string logger) =>
        _levels.Of(logger.Equals(LevelOverride.Default, StringComparison.OrdinalIgnoreCase) ? "" : logger).Write;

    private void Report(Utf8JsonWriter json) =>
        _report.Write(json, _providers.Value.SelectMany(provider => provider.Categories).Distinct(StringComparer.Ordinal));
}

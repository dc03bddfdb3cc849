using System.Net;
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

    private const int LongestBody = 4096;

    private readonly LevelOverrides _overrides;
    private readonly CategoryLevels _levels;
    private readonly LoggersReport _report;
    private readonly LevelChangeGuard _guard;
    private readonly LogLevelOverrideOptions _options;
    private readonly Lazy<PlatformLoggerProvider[]> _providers;
    private readonly ILogger _logger;

    public LoggersEndpoint(
        LevelOverrides overrides,
        CategoryLevels levels,
        LevelChangeGuard guard,
        IOptions<LogLevelOverrideOptions> options,
        IEnumerable<ILoggerProvider> providers,
        ILoggerFactory loggers)
    {
        (_overrides, _levels, _guard, _options) = (overrides, levels, guard, options.Value);
        _report = new LoggersReport(overrides, levels);
        _providers = new(() => [.. providers.OfType<PlatformLoggerProvider>()]);
        _logger = loggers.CreateLogger(Category);
        overrides.FellBack = ReportFallBack;
    }

    public Task AnswerAsync(HttpContext context) => HttpMethods.IsPut(context.Request.Method) ? ChangeAsync(context) : ReportAsync(context);

    private async Task ChangeAsync(HttpContext context)
    {
        if (_guard.Refuse(context) is { } refusal)
        {
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, refusal).ConfigureAwait(false);
            return;
        }

        if (await ReadBodyAsync(context.Request).ConfigureAwait(false) is not { } body)
        {
            await Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body is longer than {LongestBody} bytes.").ConfigureAwait(false);
            return;
        }

        LevelChange change;
        try
        {
            change = LevelChange.Parse(body, _options);
        }
        catch (FormatException exception)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, exception.Message).ConfigureAwait(false);
            return;
        }

        var by = new Operator(change.By, AddressOf(context.Connection.RemoteIpAddress));
        if (Apply(change, by))
            await ReportAsync(context).ConfigureAwait(false);
        else
            await Problem.WriteAsync(context, StatusCodes.Status409Conflict, $"There are {LevelOverrides.Most} overrides already; end one first.").ConfigureAwait(false);
    }

    private bool Apply(LevelChange change, Operator by)
    {
        var before = LevelOf(change.Logger);
        if (change.Level is not { } level)
        {
            if (_overrides.TryEnd(change.Logger))
            {
                var after = LevelOf(change.Logger);
                Log.LevelOverrideEnded(_logger, change.Logger, before, after, by.Name, by.Address);
            }

            return true;
        }

        if (!_overrides.TrySet(change.Logger, level, change.Ttl, by))
            return false;

        Log.LevelChanged(_logger, change.Logger, before, level, change.Ttl, by.Name, by.Address);
        return true;
    }

    private void ReportFallBack(LevelOverride item)
    {
        var level = LevelOf(item.Logger);
        Log.LevelFellBack(_logger, item.Logger, item.Level, level);
    }

    private LogLevel LevelOf(string logger) =>
        _levels.Of(logger.Equals(LevelOverride.Default, StringComparison.OrdinalIgnoreCase) ? "" : logger).Write;

    private async Task ReportAsync(HttpContext context)
    {
        var body = _report.Write(_providers.Value.SelectMany(provider => provider.Categories).Distinct(StringComparer.Ordinal));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static string AddressOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "unknown";

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequest request)
    {
        var body = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted).ConfigureAwait(false);
        return length > LongestBody ? default(ReadOnlyMemory<byte>?) : body.AsMemory(0, length);
    }
}

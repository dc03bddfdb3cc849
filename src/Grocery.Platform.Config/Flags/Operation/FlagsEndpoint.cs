using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Flags.Operation;

/// <summary>Answers <c>/flags</c>: GET shows every flag, PUT holds one on or off for a time or ends that. Who changed what is logged.</summary>
internal sealed class FlagsEndpoint(
    FlagOverrides overrides, LiveFlags live, MicrosoftFlags microsoft, FlagsReport report, ManagementAccess access, ILoggerFactory loggers)
{
    private static readonly string[] Members = ["flag", "state", "ttl", "by"];
    private static readonly TimeSpan DefaultTtl = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestTtl = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTtl = TimeSpan.FromDays(1);

    private readonly ILogger _logger = loggers.CreateLogger(FeatureFlags.Category);

    public async Task AnswerAsync(HttpContext context)
    {
        // Flags, with the users that they name, are nobody's business outside.
        if (!HttpMethods.IsPut(context.Request.Method) && !access.IsAllowed(context))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (!HttpMethods.IsPut(context.Request.Method) || await access.TryChangeAsync(context, Members, Change).ConfigureAwait(false))
            await JsonAnswer.WriteAsync(context, report.Write).ConfigureAwait(false);
    }

    private void Change(ManagementChange change)
    {
        var state = ReadState(change);
        var ttl = change.Duration("ttl", ShortestTtl, LongestTtl) ?? DefaultTtl;
        if (microsoft.HasForeignDefinitions)
            throw new ManagementChangeException(StatusCodes.Status409Conflict, "The definitions are not those of the configuration. Change them where they come from.");
        if (change.Text("flag") is not { } name || live.Current.Find(name) is not { } flag)
            throw new ManagementChangeException(StatusCodes.Status404NotFound, "No such flag is defined. GET lists them.");

        if (state is not { } isOn)
        {
            if (overrides.TryEnd(flag.Name))
                Log.FlagOverrideEnded(_logger, flag.Name, change.By.Name, change.By.Address);
            return;
        }

        if (!overrides.TrySet(flag.Name, isOn, ttl, change.By))
            throw new ManagementChangeException(StatusCodes.Status409Conflict, $"There are {FlagOverrides.Most} overrides already; end one first.");

        var after = FlagOutcome.NameOf(isOn);
        Log.FlagOverridden(_logger, flag.Name, after, ttl, change.By.Name, change.By.Address);
    }

    /// <returns><see langword="null"/> for a flag that is to follow its definition again.</returns>
    private static bool? ReadState(ManagementChange change) => change.Text("state") switch
    {
        "on" => true,
        "off" => false,
        null when change.IsNull("state") => null,
        _ => throw new ManagementChangeException(
            StatusCodes.Status400BadRequest, "state must be \"on\", \"off\", or null (follow the definition again)."),
    };
}

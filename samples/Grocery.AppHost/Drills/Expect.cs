using System.Globalization;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills;

/// <summary>Expectations that several drills share.</summary>
internal static class Expect
{
    private const int ServiceUnavailable = 503;
    private const int Conflict = 409;

    /// <summary>Gets that no request failed from the break to the end, the buyers' included.</summary>
    public static Expectation NoRequestLost { get; } = new("no request is lost, neither of the load nor of the buyers", FindLost);

    /// <summary>
    /// Gets the same where the fault makes the shop work more than the machine may have room for: what was only refused, and told when to come again, can be
    /// the doing of other programs.
    /// </summary>
    public static Expectation NoRequestLostByMoreWork { get; } = NoRequestLost with
    {
        Check = record => FindLost(record) with { IsAboutSpeed = Array.TrueForAll(Lost(record), IsPolite) },
    };

    public static Expectation EveryRequestAnswered { get; } = new(
        "every request is answered; none is cut off or hangs",
        record =>
        {
            LoadSample[] silent = [.. record.Samples.Where(sample => !sample.IsAnswered), .. record.Contest.Failures.Where(sample => !sample.IsAnswered)];
            return new Finding(silent.Length == 0, Describe(silent, record.Samples.Count + record.Contest.Requests));
        });

    /// <summary>Gets that hardly a request has no answer: an answer that is cut off in the middle is not passed on as if it were whole.</summary>
    public static Expectation FewCutOff { get; } = new(
        "under 2 % of the requests have no answer: those whose answer the killed process was just giving",
        record =>
        {
            LoadSample[] silent = [.. record.Samples.Where(sample => !sample.IsAnswered)];
            return new Finding(silent.Length < 0.02 * record.Samples.Count, Describe(silent, record.Samples.Count));
        });

    /// <summary>Gets that a failure is never the caller's riddle.</summary>
    public static Expectation OnlyPoliteFailures { get; } = new(
        "a failure that is answered is 503, or 409 for an order that is being placed, and has Retry-After; never 500; the buyers' included",
        record =>
        {
            LoadSample[] failed = [.. record.Samples.Concat(record.Contest.Failures).Where(sample => sample.IsFailed && sample.IsAnswered)];
            LoadSample[] rude = [.. failed.Where(sample => !IsPolite(sample))];
            return new Finding(rude.Length == 0, Describe(rude, failed.Length));
        });

    /// <summary>Gets that no request waits for what is broken: far over the objective, which also the load of other programs can miss, and under all time-outs.</summary>
    public static Expectation NobodyWaits { get; } = P95Under(2_000);

    /// <summary>How long 95 of 100 requests take at most while the fault lasts.</summary>
    public static Expectation P95Under(double milliseconds) => new(
        Text($"p95 stays under {milliseconds:N0} ms"),
        record => new Finding(record.During.Percentile(0.95) < milliseconds, Text($"{record.During.Percentile(0.95):N0} ms")))
    {
        IsAboutSpeed = true,
    };

    public static Expectation FailedUnder(double share) => new(
        Text($"under {share:P1} of the requests fail while the fault lasts"),
        record => new Finding(record.During.FailedShare < share, Text($"{record.During.FailedShare:P2}")));

    /// <summary>A part of the shop that has to go on while another one fails.</summary>
    public static Expectation Unharmed(Step step, double share) => new(
        Text($"while the fault lasts under {share:P0} of the requests for '{step}' fail: they do without the part that is down"),
        record =>
        {
            LoadSample[] asked = [.. record.Samples.Where(sample => sample.Step == step && sample.Start < record.HealedAt)];
            LoadSample[] failed = [.. asked.Where(sample => sample.IsFailed)];
            return new Finding(asked.Length > 0 && failed.Length < share * asked.Length, Describe(failed, asked.Length));
        });

    public static Expectation RecoversWithin(TimeSpan bound) => new(
        Text($"{bound.TotalSeconds:N0} s after the fault at the latest the last second is over in which a tenth fails"),
        record => new Finding(record.Recovery <= bound, Describe(record.Recovery)))
    {
        IsAboutSpeed = true,
    };

    /// <summary>Says how long a recovery took.</summary>
    public static string Describe(TimeSpan? recovery) => recovery is { } some ? Text($"{some.TotalSeconds:N1} s") : "not seen";

    /// <summary>A fact that the drill itself found out.</summary>
    public static Expectation Fact(string text, Func<Finding> check) => new(text, _ => check());

    /// <summary>A fact about how fast the shop is.</summary>
    public static Expectation Speed(string text, Func<Finding> check) => new(text, _ => check()) { IsAboutSpeed = true };

    /// <summary>What has to hold in every drill.</summary>
    public static IReadOnlyList<Expectation> Always { get; } =
    [
        new(
            "before the fault no request fails",
            record => new Finding(record.Before is { Failed: 0, Offered: > 0 }, Text($"{record.Before.Failed:N0} of {record.Before.Offered:N0} fail"))),
        new(
            $"{BuyerContest.Buyers} buyers compete for {BuyerContest.Units} units: exactly {BuyerContest.Units} are sold, and nothing is left half-done",
            record => new Finding(record.Contest.IsExact, record.Contest.ToString())),
    ];

    /// <summary>Tells whether a failure is one that says when to come again.</summary>
    public static bool IsPolite(LoadSample sample) => sample.Status is ServiceUnavailable or Conflict && sample.SaysWhenToRetry;

    private static LoadSample[] Lost(DrillRecord record) => [.. record.Samples.Where(sample => sample.IsFailed), .. record.Contest.Failures];

    private static Finding FindLost(DrillRecord record)
    {
        var lost = Lost(record);
        return new Finding(lost.Length == 0, Describe(lost, record.Samples.Count + record.Contest.Requests));
    }

    private static string Describe(LoadSample[] found, int of) => found.Length == 0
        ? Text($"0 of {of:N0}")
        : Text($"{found.Length:N0} of {of:N0}: {string.Join(", ", found.CountBy(sample => $"{sample.Step} {sample.Status}").Select(pair => $"{pair.Value} x {pair.Key}"))}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

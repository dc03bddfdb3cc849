using System.Diagnostics;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>Runs the checks one after the other; what one throws is its failure, and the next ones run.</summary>
internal static class Suite
{
    public static async Task<ConformanceReport> RunAsync(ServiceUnderTest service, ConformancePlan plan, CancellationToken cancellationToken)
    {
        Validate(plan);

        var trial = new Trial(service, plan, cancellationToken);
        await using (trial.ConfigureAwait(false))
        {
            var results = new List<ConformanceResult>();
            foreach (var check in Catalogue.Checks)
                results.Add(await RunAsync(check, trial, cancellationToken).ConfigureAwait(false));

            return new ConformanceReport(results);
        }
    }

    private static async Task<ConformanceResult> RunAsync(Check check, Trial trial, CancellationToken cancellationToken)
    {
        var name = check.About.Name;
        if (trial.Plan.Excluded.TryGetValue(name, out var reason))
            return new ConformanceResult(check.About, ConformanceOutcome.Excluded, "", "", "", reason, TimeSpan.Zero);

        if (trial.WhatIsMissing(check.About.Needs) is { } missing)
            return new ConformanceResult(check.About, ConformanceOutcome.NotRun, "", "", "", missing, TimeSpan.Zero);

        var start = Stopwatch.GetTimestamp();
        Finding finding;
        try
        {
            finding = await check.RunAsync(trial, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            finding = Finding.Of(holds: false, check.About.Does, $"{exception.GetType().Name}: {exception.Message}", "the check runs to its end");
        }

        return new ConformanceResult(
            check.About, finding.Outcome, finding.Done, finding.Seen, finding.Expected, finding.Reason, Stopwatch.GetElapsedTime(start));
    }

    private static void Validate(ConformancePlan plan)
    {
        var names = Catalogue.Checks.Select(check => check.About.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, reason) in plan.Excluded)
        {
            if (!names.Contains(name))
                throw new ArgumentException($"The plan excludes \"{name}\", which is no check; allowed: {string.Join(", ", names)}.", nameof(plan));

            if (string.IsNullOrWhiteSpace(reason))
                throw new ArgumentException($"The plan excludes {name} without a reason: say why, for the report shows it.", nameof(plan));
        }

        if (plan.Patience <= TimeSpan.Zero)
            throw new ArgumentException($"The patience is {plan.Patience}; allowed: more than zero, 30 seconds by default.", nameof(plan));
    }
}

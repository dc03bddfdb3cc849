using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class FlagTelemetryTests
{
    private const string Root = "feature_management:feature_flags:0";

    private static readonly (string, string)[] Colour =
    [
        ($"{Root}:id", "Colour"),
        ($"{Root}:enabled", "true"),
        ($"{Root}:variants:0:name", "red"),
        ($"{Root}:variants:1:name", "blue"),
        ($"{Root}:allocation:default_when_enabled", "blue"),
        ($"{Root}:allocation:user:0:variant", "red"),
        ($"{Root}:allocation:user:0:users:0", "ann"),
        ("FeatureManagement:A", "true"),
        ("FeatureManagement:B", "false"),
    ];

    [Fact]
    public async Task Evaluations_are_counted_by_variant_and_reason()
    {
        await using var service = await FlagService.StartAsync([.. Colour, .. Filtered("Part", "Microsoft.Percentage", ("Value", "100")), .. Filtered("Past", "Microsoft.TimeWindow", ("End", "2025-01-01"))]);

        foreach (var (flag, user) in new[] { ("Colour", "ann"), ("Colour", "bob"), ("A", "ann"), ("A", "ann"), ("B", "ann"), ("Part", "ann"), ("Past", "ann") })
            await service.GetAsync($"/flag/{flag}", user);
        service.Reload(($"{Root}:enabled", "false"));
        await service.GetAsync("/flag/Colour", "ann");

        Assert.Equal(
            [
                "evaluations A static on = 2",
                "evaluations B static off = 1",
                "evaluations Colour disabled off = 1",
                "evaluations Colour static blue = 1",
                "evaluations Colour targeting_match red = 1",
                "evaluations Part split on = 1",
                "evaluations Past default off = 1",
            ],
            service.Measure().Where(line => line.StartsWith("evaluations", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_span_of_a_request_is_told_of_a_flag_once()
    {
        Activity? span = null;
        await using var service = await FlagService.StartAsync(
            app => app.MapGet("/many", async (IFeatureManager flags, IVariantFeatureManager variants) =>
            {
                span = Activity.Current;
                for (var i = 0; i < 3; i++)
                {
                    await flags.IsEnabledAsync("A");
                    await flags.IsEnabledAsync("Unknown");
                    await variants.GetVariantAsync("Colour", TestContext.Current.CancellationToken);
                }
            }),
            Colour);

        await service.GetAsync("/many", "ann");

        Assert.Equal(
            [
                "feature_flag.evaluation feature_flag.key=A feature_flag.provider.name=Microsoft.FeatureManagement feature_flag.result.reason=static feature_flag.result.variant=on",
                "feature_flag.evaluation feature_flag.key=Colour feature_flag.provider.name=Microsoft.FeatureManagement feature_flag.result.reason=targeting_match feature_flag.result.variant=red",
            ],
            Describe(span!));
    }

    [Fact]
    public async Task A_span_outside_of_requests_is_told_of_a_flag_once_too()
    {
        await using var service = await FlagService.StartAsync([.. Colour, .. Enumerable.Range(0, 100).Select(i => ($"FeatureManagement:F{i}", "true"))]);
        using var span = new Activity("job") { IsAllDataRequested = true }.Start();

        for (var i = 0; i < 200; i++)
            await service.Flags.IsEnabledAsync($"F{i % 100}");

        Assert.Equal(100, Describe(span).Distinct().Count());
        Assert.Equal(100, span.Events.Count());
    }

    [Fact]
    public async Task A_span_that_nobody_records_is_told_nothing()
    {
        await using var service = await FlagService.StartAsync(Colour);
        using var span = new Activity("job") { IsAllDataRequested = false }.Start();

        await service.Flags.IsEnabledAsync("A");

        Assert.Empty(span.Events);
    }

    [Fact]
    public async Task What_a_filter_of_the_service_decides_is_counted_without_a_reason()
    {
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.AddFeatureManagement().AddFeatureFilter<AnyFilter>(), _ => { }, Filtered("Own", "Any"));

        await service.GetAsync("/flag/Own");

        Assert.Contains("evaluations Own unknown on = 1", service.Measure());
    }

    [Fact]
    public async Task No_count_is_lost_between_threads()
    {
        await using var service = await FlagService.StartAsync(Colour);

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, async (_, _) =>
        {
            for (var i = 0; i < 10_000; i++)
                await service.Flags.IsEnabledAsync("A");
        });

        Assert.Contains("evaluations A static on = 80000", service.Measure());
    }

    private static (string, string)[] Filtered(string flag, string filter, params (string Key, string Value)[] parameters) =>
        [($"FeatureManagement:{flag}:EnabledFor:0:Name", filter), .. parameters.Select(pair => ($"FeatureManagement:{flag}:EnabledFor:0:Parameters:{pair.Key}", pair.Value))];

    private static string[] Describe(Activity span) =>
        [.. span.Events.Select(one => $"{one.Name} {string.Join(' ', one.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}")];

    private sealed class AnyFilter : IFeatureFilter
    {
        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context) => Task.FromResult(true);
    }
}

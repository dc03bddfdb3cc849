using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class StickyPercentageTests
{
    private static readonly (string, string)[] Half = Percentage("Half", 50);

    [Fact]
    public async Task A_user_has_the_same_answer_in_every_service_and_in_a_targeting_of_the_same_share()
    {
        await using var first = await FlagService.StartAsync(Half);
        await using var second = await FlagService.StartAsync([.. Half, .. Percentage("Other", 50)]);
        await using var targeted = await FlagService.StartAsync(
            ("FeatureManagement:Half:EnabledFor:0:Name", "Microsoft.Targeting"), ("FeatureManagement:Half:EnabledFor:0:Parameters:Audience:DefaultRolloutPercentage", "50"));

        var answers = await AskAsync(100, i => first.GetAsync("/flag/Half", $"user-{i}"));

        Assert.Equal(answers, await AskAsync(100, i => second.GetAsync("/flag/Half", $"user-{i}")));
        Assert.Equal(answers, await AskAsync(100, i => targeted.GetAsync("/flag/Half", $"user-{i}")));
        Assert.NotEqual(answers, await AskAsync(100, i => second.GetAsync("/flag/Other", $"user-{i}")));
        Assert.InRange(answers.Count(answer => answer == "true"), 30, 70);
    }

    [Fact]
    public async Task Who_is_not_known_has_the_same_answer_in_every_service_of_a_trace()
    {
        await using var first = await FlagService.StartAsync(Half);
        await using var second = await FlagService.StartAsync([.. Half, .. Percentage("Other", 50)]);
        ActivityTraceId[] traces = [.. Enumerable.Range(0, 100).Select(_ => ActivityTraceId.CreateRandom())];

        var answers = await AskAsync(100, i => first.GetAsync("/flag/Half", trace: traces[i]));

        Assert.Equal(answers, await AskAsync(100, i => second.GetAsync("/flag/Half", trace: traces[i])));
        Assert.NotEqual(answers, await AskAsync(100, i => second.GetAsync("/flag/Other", trace: traces[i])));
        Assert.InRange(answers.Count(answer => answer == "true"), 20, 80);
    }

    [Fact]
    public async Task The_share_of_the_traces_is_the_percentage()
    {
        await using var service = await FlagService.StartAsync(Percentage("Few", 20));
        var on = 0;

        for (var i = 0; i < 10_000; i++)
        {
            using var activity = new Activity("any").SetIdFormat(ActivityIdFormat.W3C).Start();
            on += await service.Flags.IsEnabledAsync("Few") ? 1 : 0;
        }

        Assert.InRange(on, 1_800, 2_200);
    }

    [Fact]
    public async Task Who_is_not_known_has_one_answer_within_a_request_without_a_trace()
    {
        await using var service = await FlagService.StartAsync(
            app => app.MapGet("/twenty", async (IFeatureManager flags) =>
            {
                Activity.Current = null;
                return string.Concat(await AskAsync(20, async _ => await flags.IsEnabledAsync("Half") ? "1" : "0"));
            }),
            Half);

        var answers = await AskAsync(40, _ => service.GetAsync("/twenty"));

        Assert.Equal(["00000000000000000000", "11111111111111111111"], answers.Distinct().Order());
    }

    [Fact]
    public async Task It_sticks_as_well_beside_a_filter_of_the_service()
    {
        await using var plain = await FlagService.StartAsync(Half);
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.AddFeatureManagement().AddFeatureFilter<AnyFilter>(),
            _ => { },
            [
                .. Half,
                ("FeatureManagement:Half:RequirementType", "All"),
                ("FeatureManagement:Half:EnabledFor:1:Name", "Any"),
            ]);

        var answers = await AskAsync(50, i => service.GetAsync("/flag/Half", $"user-{i}"));

        Assert.Equal(await AskAsync(50, i => plain.GetAsync("/flag/Half", $"user-{i}")), answers);
        Assert.Equal(2, answers.Distinct().Count());
    }

    private static (string, string)[] Percentage(string flag, int value) =>
        [($"FeatureManagement:{flag}:EnabledFor:0:Name", "Microsoft.Percentage"), ($"FeatureManagement:{flag}:EnabledFor:0:Parameters:Value", $"{value}")];

    private static async Task<string[]> AskAsync(int times, Func<int, Task<string>> ask)
    {
        var answers = new string[times];
        for (var i = 0; i < times; i++)
            answers[i] = await ask(i);

        return answers;
    }

    private sealed class AnyFilter : IFeatureFilter
    {
        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context) => Task.FromResult(true);
    }
}

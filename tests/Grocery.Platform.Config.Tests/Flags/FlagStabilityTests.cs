using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class FlagStabilityTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("Window")]
    [InlineData("Custom")]
    public async Task A_flag_stays_as_it_is_within_a_request(string flag)
    {
        await using var service = await StartAsync(TimeSpan.FromSeconds(30));

        var within = await service.GetAsync($"/around-a-reload/{flag}");
        var after = await service.GetAsync($"/flag/{flag}");

        Assert.Equal("[true,true,true,true]", within);
        Assert.Equal("false", after);
    }

    [Fact]
    public async Task A_filter_of_the_service_that_is_given_a_context_has_the_same_parameters_within_a_request()
    {
        await using var service = await StartAsync(TimeSpan.Zero);

        Assert.Equal("True True", await service.GetAsync("/with-a-context"));
        Assert.False(await service.Flags.IsEnabledAsync("Contextual", "any"));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("Window")]
    [InlineData("Custom")]
    public async Task A_request_of_more_than_a_minute_sees_the_change(string flag)
    {
        await using var service = await StartAsync(TimeSpan.FromSeconds(61));

        Assert.Equal("[true,false,false,false]", await service.GetAsync($"/around-a-reload/{flag}"));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("Window")]
    [InlineData("Custom")]
    public async Task A_snapshot_outside_of_requests_stays_as_it_is(string flag)
    {
        await using var service = await StartAsync(TimeSpan.Zero);
        using var scope = service.Services.CreateScope();
        var snapshot = scope.ServiceProvider.GetRequiredService<IFeatureManagerSnapshot>();
        var variants = scope.ServiceProvider.GetRequiredService<IVariantFeatureManagerSnapshot>();

        var before = await snapshot.IsEnabledAsync(flag);
        Change(service, TimeSpan.FromHours(2));

        Assert.Equal((true, true, false), (before, await snapshot.IsEnabledAsync(flag), await service.Flags.IsEnabledAsync(flag)));
        Assert.True(await variants.IsEnabledAsync(flag, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_no_longer_waits_for_an_answer_ends_it_for_nobody_else()
    {
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.AddSingleton<Gate>().AddFeatureManagement().AddFeatureFilter<GatedFilter>(),
            app => app.MapGet("/two", async (Gate gate, IVariantFeatureManager flags) =>
            {
                using var leaving = new CancellationTokenSource();
                var first = flags.IsEnabledAsync("Slow", leaving.Token).AsTask();
                var second = flags.IsEnabledAsync("Slow", CancellationToken.None).AsTask();
                await leaving.CancelAsync();
                await Task.WhenAny(first);
                gate.Open.SetResult();
                return $"{first.IsCanceled} {await second} {gate.Asked}";
            }),
            ("FeatureManagement:Slow:EnabledFor:0:Name", "Gated"));

        Assert.Equal("True True 1", await service.GetAsync("/two"));
    }

    [Fact]
    public async Task Work_that_outlives_its_request_sees_the_change()
    {
        await using var service = await StartAsync(TimeSpan.Zero);

        await service.GetAsync("/start-work");
        service.Reload(("FeatureManagement:A", "false"));
        var work = service.Services.GetRequiredService<Work>();
        work.GoOn.SetResult();

        Assert.False(await work.Answer!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private static async Task<FlagService> StartAsync(TimeSpan pause)
    {
        FlagService? running = null;
        running = await FlagService.StartAsync(
            builder => builder.Services.AddSingleton<Work>().AddFeatureManagement().AddFeatureFilter<MarkedFilter>().AddFeatureFilter<ContextFilter>(),
            app =>
            {
                app.MapGet("/around-a-reload/{flag}", async (string flag, IFeatureManager flags, IFeatureManagerSnapshot snapshot, IVariantFeatureManager variants) =>
                {
                    var before = await flags.IsEnabledAsync(flag);
                    Change(running!, pause);
                    return JsonSerializer.Serialize(new[]
                    {
                        before,
                        await flags.IsEnabledAsync(flag),
                        await snapshot.IsEnabledAsync(flag),
                        await variants.IsEnabledAsync(flag, TestContext.Current.CancellationToken),
                    });
                });
                app.MapGet("/with-a-context", async (IFeatureManager flags) =>
                {
                    var before = await flags.IsEnabledAsync("Contextual", "any");
                    Change(running!, pause);
                    return $"{before} {await flags.IsEnabledAsync("Contextual", "any")}";
                });
                app.MapGet("/start-work", (Work work, IFeatureManager flags) => work.StartAsync(flags));
            },
            ("FeatureManagement:A", "true"),
            ("FeatureManagement:Window:EnabledFor:0:Name", "Microsoft.TimeWindow"),
            ("FeatureManagement:Window:EnabledFor:0:Parameters:End", "2026-01-01T00:00:10Z"),
            ("FeatureManagement:Custom:EnabledFor:0:Name", "Marked"),
            ("FeatureManagement:Custom:EnabledFor:0:Parameters:Mark", "on"),
            ("FeatureManagement:Contextual:EnabledFor:0:Name", "Context"),
            ("FeatureManagement:Contextual:EnabledFor:0:Parameters:Mark", "on"));
        return running;
    }

    private static void Change(FlagService service, TimeSpan pause)
    {
        service.Time.Advance(pause);
        service.Reload(
            ("FeatureManagement:A", "false"),
            ("FeatureManagement:Custom:EnabledFor:0:Parameters:Mark", "off"),
            ("FeatureManagement:Contextual:EnabledFor:0:Parameters:Mark", "off"));
    }

    /// <summary>A filter of the service, which Microsoft's evaluation has to ask.</summary>
    private sealed class MarkedFilter : IFeatureFilter
    {
        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context) => Task.FromResult(context.Parameters["Mark"] == "on");
    }

    private sealed class ContextFilter : IContextualFeatureFilter<string>
    {
        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext featureFilterContext, string appContext) =>
            Task.FromResult(featureFilterContext.Parameters["Mark"] == "on");
    }

    private sealed class Work
    {
        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool>? Answer { get; private set; }

        public async Task StartAsync(IFeatureManager flags)
        {
            await flags.IsEnabledAsync("A");
            Answer = AskLaterAsync(flags);
        }

        private async Task<bool> AskLaterAsync(IFeatureManager flags)
        {
            await GoOn.Task;
            return await flags.IsEnabledAsync("A");
        }
    }

    private sealed class Gate
    {
        public int Asked { get; set; }

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class GatedFilter(Gate gate) : IFeatureFilter
    {
        public async Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context)
        {
            gate.Asked++;
            await gate.Open.Task.WaitAsync(context.CancellationToken);
            return true;
        }
    }
}

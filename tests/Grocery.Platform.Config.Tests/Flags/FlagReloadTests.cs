using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class FlagReloadTests
{
    private const string Root = "feature_management:feature_flags:0";
    private const string Filter = $"{Root}:conditions:client_filters:0";

    private static readonly (string, string)[] Half =
    [
        ($"{Root}:id", "Half"),
        ($"{Root}:enabled", "true"),
        ($"{Filter}:name", "Microsoft.Percentage"),
        ($"{Filter}:parameters:Value", "100"),
        ("FeatureManagement:Other", "true"),
    ];

    [Theory]
    [InlineData($"{Root}:enabled", "perhaps", "Invalid setting 'enabled' with value 'perhaps'")]
    [InlineData($"{Root}:conditions:requirement_type", "some", "Invalid setting 'requirement_type' with value 'some'")]
    [InlineData($"{Filter}:parameters:Value", "a lot", "the filter Microsoft.Percentage")]
    [InlineData($"{Filter}:name", "Moon", "the filter Moon: no filter of this name is registered")]
    public async Task A_definition_that_cannot_be_used_leaves_the_last_good_one(string key, string value, string problem)
    {
        await using var service = await FlagService.StartAsync(Half);
        var good = service.Services.GetRequiredService<IConfiguration>()[key];

        service.Reload((key, value), ("FeatureManagement:Other", "false"));
        service.Reload();
        var bad = (await service.Flags.IsEnabledAsync("Half"), await service.Flags.IsEnabledAsync("Other"), service.Measure());
        service.Reload((key, good ?? "Any"), ($"{Filter}:parameters:Value", "0"));
        var mended = (await service.Flags.IsEnabledAsync("Half"), service.Measure());

        Assert.Equal((true, false), (bad.Item1, bad.Item2));
        Assert.Contains("rejected = 1", bad.Item3);
        Assert.False(mended.Item1);
        Assert.Contains("rejected = 0", mended.Item2);
        var line = Assert.Single(service.Logs.Lines, line => line.EventId == 4200);
        Assert.StartsWith("The definition of the flag Half cannot be used: " + problem, line.Message, StringComparison.Ordinal);
        Assert.EndsWith("The last good one stays", line.Message, StringComparison.Ordinal);
        Assert.Single(service.Logs.Lines, line => line.EventId == 4201);
    }

    [Theory]
    [InlineData($"{Root}:enabled", "perhaps")]
    [InlineData($"{Filter}:parameters:Value", "a lot")]
    [InlineData($"{Filter}:name", "Moon")]
    public async Task A_flag_that_starts_with_a_bad_definition_is_off(string key, string value)
    {
        await using var service = await FlagService.StartAsync([.. Half.Where(pair => pair.Item1 != key), (key, value)]);

        Assert.Equal("false", await service.GetAsync("/flag/Half"));
        Assert.Equal("true", await service.GetAsync("/flag/Other"));
        Assert.Contains("evaluations Half error off = 1", service.Measure());
        Assert.EndsWith("The flag is off where it would be needed", Assert.Single(service.Logs.Lines, line => line.EventId == 4200).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_with_a_filter_of_the_service_stays_too()
    {
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.AddFeatureManagement().AddFeatureFilter<LimitFilter>(),
            _ => { },
            ("FeatureManagement:Big:EnabledFor:0:Name", "Limit"),
            ("FeatureManagement:Big:EnabledFor:0:Parameters:Limit", "3"));

        service.Reload(("FeatureManagement:Big:EnabledFor:0:Parameters:Limit", "three"));

        Assert.Equal("true", await service.GetAsync("/flag/Big"));
        Assert.Contains("rejected = 1", service.Measure());
    }

    [Fact]
    public async Task A_flag_that_is_removed_is_unknown_and_one_that_comes_is_there()
    {
        await using var service = await FlagService.StartAsync(Half);

        service.Reload(("FeatureManagement:New", "true"), ("FeatureManagement:Other", null), ($"{Root}:id", "Renamed"));

        Assert.Equal(
            (true, false, true), (await service.Flags.IsEnabledAsync("New"), await service.Flags.IsEnabledAsync("Half"), await service.Flags.IsEnabledAsync("Renamed")));
    }

    [Fact]
    public async Task A_failing_source_does_not_surface_in_the_reload()
    {
        var source = new FailingSource();
        await using var service = await FlagService.StartAsync(builder => ((IConfigurationBuilder)builder.Configuration).Add(source), _ => { }, Half);

        source.Fails = true;
        service.Reload();

        Assert.True(await service.Flags.IsEnabledAsync("Half"));
        Assert.Contains(service.Logs.Lines, line => line.EventId == 4202);
    }

    [Fact]
    public async Task Lists_of_several_sources_are_joined_when_the_service_asks_for_it()
    {
        await using var service = await FlagService.StartAsync(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [$"{Root}:id"] = "Second", [$"{Root}:enabled"] = "true" });
                builder.Services.Configure<ConfigurationFeatureDefinitionProviderOptions>(options => options.CustomConfigurationMergingEnabled = true);
            },
            _ => { },
            ($"{Root}:id", "First"),
            ($"{Root}:enabled", "true"));

        Assert.Equal((true, true), (await service.Flags.IsEnabledAsync("First"), await service.Flags.IsEnabledAsync("Second")));
    }

    private sealed record Limits
    {
        public int Limit { get; set; }
    }

    [FilterAlias("Limit")]
    private sealed class LimitFilter : IFeatureFilter, IFilterParametersBinder
    {
        public object BindParameters(IConfiguration parameters) => parameters.Get<Limits>()!;

        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context) => Task.FromResult(((Limits)context.Settings).Limit == 3);
    }

    private sealed class FailingSource : ConfigurationProvider, IConfigurationSource
    {
        public bool Fails { get; set; }

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            Fails && parentPath?.StartsWith("Feature", StringComparison.OrdinalIgnoreCase) == true
                ? throw new InvalidOperationException("The source is broken.")
                : base.GetChildKeys(earlierKeys, parentPath);
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Tests.Flags;

/// <summary>What the rules leave to Microsoft's evaluation.</summary>
public sealed class MicrosoftEvaluationTests
{
    private static readonly (string, string)[] Settings =
    [
        ("FeatureManagement:Big:EnabledFor:0:Name", "Account"), ("FeatureManagement:Big:EnabledFor:0:Parameters:Id", "7"), ("FeatureManagement:A", "true"),
    ];

    [Fact]
    public async Task A_filter_of_the_service_sees_the_context_of_the_caller()
    {
        await using var service = await FlagService.StartAsync(builder => builder.Services.AddFeatureManagement().AddFeatureFilter<AccountFilter>(), _ => { }, Settings);

        Assert.True(await service.Flags.IsEnabledAsync("Big", new Account(7)));
        Assert.False(await service.Flags.IsEnabledAsync("Big", new Account(8)));
    }

    [Fact]
    public async Task An_override_holds_there_too()
    {
        await using var service = await FlagService.StartAsync(builder => builder.Services.AddFeatureManagement().AddFeatureFilter<AccountFilter>(), _ => { }, Settings);

        await service.ManageAsync("""{"flag":"Big","state":"on"}""");

        Assert.True(await service.Flags.IsEnabledAsync("Big", new Account(8)));
    }

    [Fact]
    public async Task Answers_that_the_service_remembers_come_first()
    {
        await using var service = await FlagService.StartAsync(builder => builder.Services.AddSingleton<ISessionManager, OffSession>(), _ => { }, Settings);

        Assert.Equal("false", await service.GetAsync("/flag/A"));
        Assert.Contains("evaluations A unknown off = 1", service.Measure());
    }

    [Fact]
    public async Task Definitions_from_elsewhere_are_evaluated_and_counted()
    {
        var elsewhere = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["B"] = "true" }).Build();
        await using var service = await FlagService.StartAsync(builder => builder.Services.AddFeatureManagement(elsewhere), _ => { }, Settings);

        Assert.Equal(("true", "false", "false"), (await service.GetAsync("/flag/B"), await service.GetAsync("/flag/A"), await service.GetAsync("/flag/C")));
        Assert.Contains("evaluations B unknown on = 1", service.Measure());
        Assert.Contains("unknown = 2", service.Measure());
        Assert.StartsWith(
            """{"flags":[{"flag":"B","state":"undefined","evaluations":[{"variant":"on","reason":"unknown","count":1}]}],""",
            (await service.ManageAsync()).Body,
            StringComparison.Ordinal);
        Assert.Equal(409, (await service.ManageAsync("""{"flag":"A","state":"on"}""")).Status);
    }

    [Fact]
    public async Task Definitions_from_elsewhere_see_the_user_of_the_request()
    {
        var elsewhere = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["B:EnabledFor:0:Name"] = "Microsoft.Targeting",
            ["B:EnabledFor:0:Parameters:Audience:Users:0"] = "ann",
        }).Build();
        await using var service = await FlagService.StartAsync(builder => builder.Services.AddFeatureManagement(elsewhere), _ => { });

        Assert.Equal(("true", "false"), (await service.GetAsync("/flag/B", "ann"), await service.GetAsync("/flag/B", "bob")));
    }

    [Fact]
    public async Task A_service_that_wants_it_so_is_told_of_an_unknown_flag_by_an_exception()
    {
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.Configure<FeatureManagementOptions>(options => options.IgnoreMissingFeatures = false), _ => { }, Settings);

        await Assert.ThrowsAsync<FeatureManagementException>(() => service.Flags.IsEnabledAsync("Gone"));
        Assert.True(await service.Flags.IsEnabledAsync("A"));
    }

    [Fact]
    public async Task A_service_may_have_definitions_with_filters_that_it_does_not_have()
    {
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.Configure<FeatureManagementOptions>(options => options.IgnoreMissingFeatureFilters = true),
            _ => { },
            [.. Settings, ("FeatureManagement:Big:EnabledFor:1:Name", "AlwaysOn")]);

        Assert.True(await service.Flags.IsEnabledAsync("Big"));
        Assert.Contains("rejected = 0", service.Measure());
    }

    [Fact]
    public async Task All_names_are_listed()
    {
        await using var service = await FlagService.StartAsync(Settings);
        var names = new List<string>();

        await foreach (var name in service.Flags.GetFeatureNamesAsync())
            names.Add(name);

        Assert.Equal(["A", "Big"], names);
    }

    private sealed record Account(int Id);

    [FilterAlias("Account")]
    private sealed class AccountFilter : IContextualFeatureFilter<Account>
    {
        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context, Account account) =>
            Task.FromResult(context.Parameters.GetValue<int>("Id") == account.Id);
    }

    private sealed class OffSession : ISessionManager
    {
        public Task<bool?> GetAsync(string featureName) => Task.FromResult<bool?>(false);

        public Task SetAsync(string featureName, bool enabled) => Task.CompletedTask;
    }
}

using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests.AppConfig;

/// <summary>The same documents give the same keys, from AWS and from the agent.</summary>
public sealed class DocumentTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;
    private AwsConfigurationAgent _agent = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _agent = await AwsConfigurationAgent.StartAsync(_aws.Configurations);
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _aws.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_members_of_a_freeform_document_are_keys(bool isAgent)
    {
        Deploy("settings", """{ "Orders": { "Limit": 12, "Regions": ["eu", "us"], "None": null, "Empty": {}, "List": [] }, "IsOn": true }""", "application/json; charset=utf-8");

        await using var service = await StartAsync(isAgent, ("Profiles:0", "settings"));

        Assert.Equal(["IsOn=True", "Orders:Limit=12", "Orders:List=", "Orders:Regions:0=eu", "Orders:Regions:1=us"], service.Values());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flag_becomes_a_feature_and_its_attributes_stand_apart(bool isAgent)
    {
        Deploy("flags", """{ "checkout": { "enabled": true, "limit": 3, "hosts": ["a", "b"] }, "dark_mode": { "enabled": false } }""");

        await using var service = await StartAsync(isAgent, ("FlagProfiles:0", "flags"));

        Assert.Equal(
            [
                "FeatureAttributes:checkout:hosts:0=a", "FeatureAttributes:checkout:hosts:1=b", "FeatureAttributes:checkout:limit=3", "FeatureManagement:checkout=true",
                "FeatureManagement:dark_mode=false",
            ],
            service.Values());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_later_profile_lies_over_an_earlier_one_and_flags_over_all(bool isAgent)
    {
        Deploy("one", """{ "A": "one", "B": "one", "FeatureManagement": { "x": "one" } }""");
        Deploy("two", """{ "B": "two" }""");
        Deploy("flags", """{ "x": { "enabled": true } }""");

        await using var service = await StartAsync(isAgent, ("Profiles:0", "one"), ("Profiles:1", "two"), ("FlagProfiles:0", "flags"));

        Assert.Equal(["A=one", "B=two", "FeatureManagement:x=true"], service.Values());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Application_and_environment_are_those_of_the_service_unless_set(bool isAgent)
    {
        _aws.Configurations.Put("shop & co", "blue/green", "settings", """{ "A": "set" }""");
        Deploy("settings", """{ "A": "own" }""");

        await using var own = await StartAsync(isAgent, ("Profiles:0", "settings"));
        await using var set = await StartAsync(isAgent, ("Profiles:0", "settings"), ("Application", "shop & co"), ("Environment", "blue/green"));

        Assert.Equal(("own", "set"), (own.Configuration["A"], set.Configuration["A"]));
    }

    [Fact]
    public async Task Flags_with_variants_are_refused_from_AWS_and_taken_from_the_agent_which_evaluates_them()
    {
        _aws.Configurations.Put(
            "products", "dev", "flags", "'tiered_release'::[]", "application/ion; type=AWS.AppConfig.FeatureFlags", agentContent: """{ "tiered_release": { "enabled": true } }""");
        _aws.Configurations.Put(
            "products", "dev", "json", """{ "beta": { "_variants": [ { "name": "a", "enabled": true } ] } }""");

        var ion = await ConfiguredService.RefusalAsync(_aws, ("FlagProfiles:0", "flags"));
        var json = await ConfiguredService.RefusalAsync(_aws, ("FlagProfiles:0", "json"));

        Assert.Contains("A flag of the AppConfig profile products/dev/flags has variants, which only AppConfig's agent evaluates", ion, StringComparison.Ordinal);
        Assert.Contains("The flag beta of the AppConfig profile products/dev/json has variants", json, StringComparison.Ordinal);
        Assert.Contains("set Platform:Config:AppConfig:Agent", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attribute_that_names_the_variant_the_agent_chose_is_kept()
    {
        Deploy("flags", """{ "beta": { "_variant": "a", "enabled": true } }""");

        await using var service = await StartAsync(isAgent: true, ("FlagProfiles:0", "flags"));

        Assert.Equal(["FeatureAttributes:beta:_variant=a", "FeatureManagement:beta=true"], service.Values());
    }

    [Theory]
    [InlineData("{ \"a\": 1", "application/json", "is not JSON: line 1")]
    [InlineData("[1]", "application/json", "is not a JSON object")]
    [InlineData("\"text\"", "application/json", "is not a JSON object")]
    [InlineData("a: 1", "application/x-yaml", "has the type application/x-yaml, and only application/json can be used")]
    [InlineData("{ \"a\": 1, \"A\": 2 }", "application/json", "Two members give the configuration key A")]
    [InlineData("{ \"a\": { \"b\": 1 }, \"a:b\": 2 }", "application/json", "cannot be used: settings gives the configuration key a:b, which ignores case, twice")]
    public async Task A_document_that_cannot_be_used_stops_the_start_and_is_named(string content, string contentType, string problem)
    {
        Deploy("settings", content, contentType);

        var message = await ConfiguredService.RefusalAsync(_aws, ("Profiles:0", "settings"), ("Required", "false"));

        Assert.Contains("The document of the AppConfig profile products/dev/settings ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Orders\": { \"Limit\": 12 } }", "\"Orders\" in the document of the AppConfig profile products/dev/flags is no flag")]
    [InlineData("{ \"a\": { \"enabled\": \"yes\" } }", "\"a\" in the document")]
    [InlineData("{ \"a\": true }", "\"a\" in the document")]
    [InlineData("[]", "is not one of feature flags. List the profile in Platform:Config:AppConfig:Profiles")]
    [InlineData("{", "is not one of feature flags")]
    [InlineData("{ \"a\": { \"enabled\": true }, \"A\": { \"enabled\": true } }", "FeatureManagement:A, which ignores case, twice")]
    public async Task A_document_of_flags_without_flags_stops_the_start(string content, string problem)
    {
        Deploy("flags", content);

        Assert.Contains(problem, await ConfiguredService.RefusalAsync(_aws, ("FlagProfiles:0", "flags")), StringComparison.Ordinal);
    }

    private void Deploy(string profile, string content, string contentType = "application/json") =>
        _aws.Configurations.Put("products", "dev", profile, content, contentType);

    private Task<ConfiguredService> StartAsync(bool isAgent, params (string Key, string Value)[] settings) => ConfiguredService.StartAsync(
        _aws, new ManualTimeProvider(), isAgent ? [.. settings, ("Agent", _agent.Address.AbsoluteUri)] : settings);
}

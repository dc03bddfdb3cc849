using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class FlagsEndpointTests
{
    private const string Root = "feature_management:feature_flags:0";

    private static readonly (string, string)[] Flags =
    [
        ("FeatureManagement:Old", "true"),
        ($"{Root}:id", "Beta"),
        ($"{Root}:enabled", "true"),
        ($"{Root}:conditions:requirement_type", "All"),
        ($"{Root}:conditions:client_filters:0:name", "Microsoft.Targeting"),
        ($"{Root}:conditions:client_filters:0:parameters:Audience:Users:0", "ann"),
        ($"{Root}:conditions:client_filters:0:parameters:Audience:DefaultRolloutPercentage", "0"),
        ($"{Root}:variants:0:name", "red"),
        ($"{Root}:variants:0:status_override", "Disabled"),
        ($"{Root}:allocation:default_when_enabled", "red"),
    ];

    [Fact]
    public async Task It_shows_every_flag_with_its_rule_and_its_counts()
    {
        await using var service = await FlagService.StartAsync(Flags);
        await service.GetAsync("/flag/Old");

        var (status, body) = await service.ManageAsync();

        Assert.Equal(200, status);
        Assert.Equal(
            """{"flag":"Beta","state":"conditional","rule":{"requires":"all","filters":[{"name":"Microsoft.Targeting","Audience:DefaultRolloutPercentage":"0","Audience:Users:0":"ann"}],"variants":"red"},"owner":null,"expires":null,"lifecycle":"incomplete","evaluations":[]}""",
            JsonNode.Parse(body)!["flags"]![0]!.ToJsonString());
        Assert.Equal(
            """{"flag":"Old","state":"on","rule":{"requires":"any","filters":[{"name":"AlwaysOn"}]},"owner":null,"expires":null,"lifecycle":"incomplete","evaluations":[{"variant":"on","reason":"static","count":1}]}""",
            JsonNode.Parse(body)!["flags"]![1]!.ToJsonString());
    }

    [Fact]
    public async Task A_secret_in_a_name_or_an_owner_is_masked_also_in_the_metric()
    {
        await using var service = await FlagService.StartAsync(
            ("FeatureManagement:hidden-name", "true"),
            ("Platform:Flags:Lifecycle:hidden-name:Owner", "hidden-owner"),
            ("Platform:Flags:Lifecycle:hidden-name:Expires", "2020-01-01"));
        service.Services.GetRequiredService<SecretValues>().AddRange(["hidden-name", "hidden-owner", "hidden-unknown"]);
        await service.GetAsync("/flag/hidden-unknown");

        var (_, body) = await service.ManageAsync();

        Assert.Contains("\"flag\":\"***\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-", body, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Measure(), line => line.Contains("hidden-owner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_override_holds_for_everybody_until_its_time_is_over()
    {
        await using var service = await FlagService.StartAsync(Flags);

        var (status, body) = await service.ManageAsync("""{"flag":"beta","state":"on","ttl":"00:05:00","by":"ann"}""");
        var held = await service.GetAsync("/flag/Beta", "bob");
        var measured = service.Measure();
        service.Time.Advance(TimeSpan.FromMinutes(4));
        var still = await service.GetAsync("/flag/Beta", "bob");
        service.Time.Advance(TimeSpan.FromMinutes(1));
        var after = await service.GetAsync("/flag/Beta", "bob");

        Assert.Equal((200, "true", "true", "false"), (status, held, still, after));
        var shown = JsonNode.Parse(body)!["flags"]![0]!;
        Assert.Equal(("on", 300, "ann", "127.0.0.1"), ((string?)shown["override"]!["state"], (int)shown["override"]!["seconds_left"]!, (string?)shown["override"]!["by"], (string?)shown["override"]!["address"]));
        Assert.Contains("overridden = 1", measured);
        Assert.Contains("overridden = 0", service.Measure());
        Assert.Equal("The flag Beta is held on for 00:05:00, by ann from 127.0.0.1", Assert.Single(service.Logs.Lines, line => line.EventId == 4207).Message);
        Assert.Equal("The flag Beta is no longer held on: the time is over", Assert.Single(service.Logs.Lines, line => line.EventId == 4209).Message);
    }

    [Fact]
    public async Task An_override_that_is_late_to_end_is_not_forgotten()
    {
        await using var service = await FlagService.StartAsync(Flags);

        await service.ManageAsync("""{"flag":"Old","state":"off","ttl":"00:01:00"}""");
        service.Time.AdvanceWithoutTimers(TimeSpan.FromMilliseconds(60_001));
        await service.ManageAsync("""{"flag":"Beta","state":"on","ttl":"01:00:00"}""");
        service.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("true", "true"), (await service.GetAsync("/flag/Old"), await service.GetAsync("/flag/Beta")));
    }

    [Fact]
    public async Task An_override_can_be_ended_and_outlives_a_reload()
    {
        await using var service = await FlagService.StartAsync(Flags);

        await service.ManageAsync("""{"flag":"Old","state":"off"}""");
        service.Reload(("FeatureManagement:Old", "TRUE"));
        var held = await service.GetAsync("/flag/Old");
        await service.ManageAsync("""{"flag":"Old","state":null,"by":"bob"}""");

        Assert.Equal(("false", "true"), (held, await service.GetAsync("/flag/Old")));
        Assert.Equal("The flag Old follows its definition again, by bob from 127.0.0.1", Assert.Single(service.Logs.Lines, line => line.EventId == 4208).Message);
    }

    [Theory]
    [InlineData("""{"flag":"Gone","state":"on"}""", 404)]
    [InlineData("""{"state":"on"}""", 404)]
    [InlineData("""{"flag":"Old","state":"maybe"}""", 400)]
    [InlineData("""{"flag":"Old"}""", 400)]
    [InlineData("""{"flag":"Old","state":"on","ttl":"2.00:00:00"}""", 400)]
    [InlineData("""{"flag":"Old","state":"on","for":"ever"}""", 400)]
    public async Task What_is_not_understood_is_refused(string change, int status)
    {
        await using var service = await FlagService.StartAsync(Flags);

        Assert.Equal(status, (await service.ManageAsync(change)).Status);
        Assert.Contains("overridden = 0", service.Measure());
    }

    [Fact]
    public async Task There_are_at_most_100_overrides()
    {
        await using var service = await FlagService.StartAsync([.. Enumerable.Range(0, 101).Select(i => ($"FeatureManagement:F{i}", "false"))]);

        for (var i = 0; i < 100; i++)
            Assert.Equal(200, (await service.ManageAsync($$"""{"flag":"F{{i}}","state":"on"}""")).Status);

        Assert.Equal(409, (await service.ManageAsync("""{"flag":"F100","state":"on"}""")).Status);
        Assert.Equal(200, (await service.ManageAsync("""{"flag":"F7","state":"off"}""")).Status);
    }

    [Fact]
    public async Task The_port_of_the_service_does_not_answer()
    {
        await using var service = await FlagService.StartAsync(Flags);

        Assert.Equal("404", await service.GetAsync("/flags"));
    }
}

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class FlagLifecycleTests
{
    private const string Root = "feature_management:feature_flags:0";

    [Fact]
    public async Task A_flag_that_has_expired_is_measured_and_warned_of_once_and_works_on()
    {
        await using var service = await FlagService.StartAsync(
            ("FeatureManagement:Old", "true"),
            ("Platform:Flags:Lifecycle:Old:Owner", "team-cart"),
            ("Platform:Flags:Lifecycle:Old:Expires", "2026-01-02"));
        var before = service.Measure();

        service.Time.Advance(TimeSpan.FromHours(24));
        var after = service.Measure();
        service.Time.Advance(TimeSpan.FromHours(3));
        service.Reload();

        Assert.DoesNotContain(before, line => line.StartsWith("stale", StringComparison.Ordinal));
        Assert.Contains("stale Old team-cart = 1", after);
        var line = Assert.Single(service.Logs.Lines, line => line.EventId == 4205);
        Assert.Equal("The flag Old of team-cart has expired on 2026-01-02 00:00:00Z. Remove it from the code, or move its expiry", line.Message);
        Assert.True(await service.Flags.IsEnabledAsync("Old"));
    }

    [Fact]
    public async Task A_flag_that_expires_again_after_its_expiry_moved_is_warned_of_again()
    {
        await using var service = await FlagService.StartAsync(
            ("FeatureManagement:Old", "true"), ("Platform:Flags:Lifecycle:Old:Expires", "2025-12-31"));

        service.Reload(("Platform:Flags:Lifecycle:Old:Expires", "2026-01-02"));
        service.Time.Advance(TimeSpan.FromHours(30));

        Assert.Equal(2, service.Logs.Lines.Count(line => line.EventId == 4205));
    }

    [Theory]
    [InlineData($"{Root}:telemetry:metadata:owner", $"{Root}:telemetry:metadata:expires")]
    [InlineData("FeatureAttributes:Old:owner", "FeatureAttributes:Old:expires")]
    [InlineData("Platform:Flags:Lifecycle:Old:Owner", "Platform:Flags:Lifecycle:Old:Expires")]
    public async Task Owner_and_expiry_are_read_from_each_place(string owner, string expires)
    {
        await using var service = await FlagService.StartAsync(
            ($"{Root}:id", "Old"), ($"{Root}:enabled", "true"), (owner, "team-cart"), (expires, "2025-12-31T12:00:00+01:00"));

        Assert.Contains("stale Old team-cart = 1", service.Measure());
        Assert.Contains(
            "\"owner\":\"team-cart\",\"expires\":\"2025-12-31T12:00:00+01:00\",\"lifecycle\":\"stale\"", (await service.ManageAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platforms_own_section_wins_over_the_attributes_and_these_over_the_definition()
    {
        await using var service = await FlagService.StartAsync(
            ($"{Root}:id", "Old"),
            ($"{Root}:enabled", "true"),
            ($"{Root}:telemetry:metadata:owner", "weak"),
            ($"{Root}:telemetry:metadata:expires", "2025-01-01"),
            ("FeatureAttributes:Old:owner", "strong"),
            ("FeatureAttributes:Old:expires", "2025-01-01"),
            ("Platform:Flags:Lifecycle:Old:Expires", "2027-01-01"));

        Assert.Contains("\"owner\":\"strong\",\"expires\":\"2027-01-01T00:00:00+00:00\",\"lifecycle\":\"current\"", (await service.ManageAsync()).Body, StringComparison.Ordinal);

        service.Reload(("Platform:Flags:Lifecycle:Old:Expires", null));

        Assert.Contains("stale Old strong = 1", service.Measure());
    }

    [Fact]
    public async Task A_flag_of_nobody_is_shown_as_such()
    {
        await using var service = await FlagService.StartAsync(("FeatureManagement:Stray", "true"));

        Assert.Contains("\"owner\":null,\"expires\":null,\"lifecycle\":\"incomplete\"", (await service.ManageAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expiry_of_a_definition_that_is_no_date_is_warned_of()
    {
        await using var service = await FlagService.StartAsync(("FeatureManagement:Old", "true"), ("FeatureAttributes:Old:expires", "next spring"));

        service.Reload();

        Assert.Contains("next spring", Assert.Single(service.Logs.Lines, line => line.EventId == 4206).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expiry_of_the_platforms_section_that_is_no_date_stops_the_start()
    {
        var exception = await Assert.ThrowsAnyAsync<PlatformConfigurationException>(
            () => FlagService.StartAsync(("Platform:Flags:Lifecycle:Old:Expires", "31.12.2026")));

        Assert.StartsWith(
            "Platform:Flags:Lifecycle:Old:Expires is \"31.12.2026\"; allowed: a date such as 2027-01-31", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_AppConfig_is_understood_as_its_keys_arrive()
    {
        await using var service = await FlagService.StartAsync(
            ("FeatureManagement:checkout_v2", "true"), ("FeatureAttributes:checkout_v2:owner", "team-cart"), ("FeatureAttributes:checkout_v2:limit", "7"));

        Assert.Equal("true", await service.GetAsync("/flag/checkout_v2"));
        Assert.Contains("\"owner\":\"team-cart\",\"expires\":null,\"lifecycle\":\"incomplete\"", (await service.ManageAsync()).Body, StringComparison.Ordinal);
    }
}

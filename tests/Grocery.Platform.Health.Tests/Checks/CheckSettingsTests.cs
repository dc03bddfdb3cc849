using Grocery.Platform.Health.Checks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Checks;

public class CheckSettingsTests
{
    [Fact]
    public void Without_anything_set_the_defaults_hold()
    {
        var settings = SettingsOf(Registration());

        Assert.Equal(new CheckSettings(TimeSpan.Zero, Seconds(10), Seconds(2), 3, 1, HealthDependency.Hard), settings);
    }

    [Fact]
    public void What_the_registration_sets_holds_over_the_defaults()
    {
        var registration = Registration(HealthStatus.Degraded);
        (registration.Period, registration.Timeout, registration.Delay) = (Seconds(30), Seconds(4), Seconds(1));

        var settings = SettingsOf(registration);

        Assert.Equal(new CheckSettings(Seconds(1), Seconds(30), Seconds(4), 3, 1, HealthDependency.Soft), settings);
    }

    [Fact]
    public void The_keys_of_the_check_hold_over_its_registration()
    {
        var registration = Registration(HealthStatus.Degraded);
        (registration.Period, registration.Timeout) = (Seconds(30), Seconds(4));

        var settings = SettingsOf(
            registration,
            new HealthCheckOptions { Period = Seconds(8), Timeout = Seconds(3), Dependency = HealthDependency.Hard },
            ("Period", "00:00:08"),
            ("Timeout", "00:00:03"),
            ("Dependency", "Hard"));

        Assert.Equal(new CheckSettings(TimeSpan.Zero, Seconds(8), Seconds(3), 3, 1, HealthDependency.Hard), settings);
    }

    [Fact]
    public void A_registered_time_out_longer_than_the_period_lengthens_it()
    {
        var registration = Registration();
        registration.Timeout = Seconds(20);

        var settings = SettingsOf(registration);

        Assert.Equal((Seconds(20), Seconds(20)), (settings.Period, settings.Timeout));
    }

    [Fact]
    public void A_registered_period_shorter_than_the_default_time_out_shortens_it()
    {
        var registration = Registration();
        registration.Period = Seconds(1);

        var settings = SettingsOf(registration);

        Assert.Equal((Seconds(1), Seconds(1)), (settings.Period, settings.Timeout));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static HealthCheckRegistration Registration(HealthStatus? failureStatus = null) =>
        new("database", new ScriptedCheck(), failureStatus, tags: null);

    private static CheckSettings SettingsOf(
        HealthCheckRegistration registration, HealthCheckOptions? options = null, params (string Key, string Value)[] keys)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(keys.Select(key => KeyValuePair.Create($"Platform:Health:Checks:database:{key.Key}", (string?)key.Value)))
            .Build();
        return CheckSettings.Of(registration, options ?? new HealthCheckOptions(), configuration);
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Abstractions.Tests;

/// <summary>Options of a service's own, bound and validated without a delegate.</summary>
public sealed class TeamOptionsTests
{
    private const string InMemory = "Mend or remove it in the in-memory configuration.";

    [Fact]
    public void Everything_that_is_nested_is_bound()
    {
        using var services = Build(
            ("max-orders", "5000000000"), ("Fee", "1.5"), ("Limits:High", "7"), ("Limits:Next:Low", "3"), ("Steps:0:High", "8"), ("Regions:eu:Low", "2"),
            ("Ports:0", "80"));

        var options = services.GetRequiredService<IOptionsMonitor<CheckoutOptions>>().CurrentValue;

        Assert.Equal((5_000_000_000, 1.5m, 7, 3), (options.MaxOrders, options.Fee, options.Limits.High, options.Limits.Next?.Low));
        Assert.Equal((8, 2, 80), (options.Steps[1].High, options.Regions["eu"].Low, options.Ports[0]));
    }

    [Theory]
    [InlineData("max-orders", "many", "is \"many\"; allowed: a whole number. " + InMemory)]
    [InlineData("Fee", "dear", "is \"dear\"; allowed: a number. " + InMemory)]
    [InlineData("Ports:1", "http", "is \"http\"; allowed: a whole number. " + InMemory)]
    [InlineData("Limits:Low", "0", "is \"0\"; allowed: a whole number from 1 to 100. " + InMemory)]
    [InlineData("Limits:Low", "low", "is \"low\"; allowed: a whole number from 1 to 100. " + InMemory)]
    [InlineData("Limits:Again", "a", "is \"a\"; allowed: Again is Word once more. " + InMemory)]
    [InlineData("Limits:Next:Next:Low", "101", "is \"101\"; allowed: a whole number from 1 to 100. " + InMemory)]
    [InlineData("Steps:first:Low", "101", "is \"101\"; allowed: a whole number from 1 to 100. " + InMemory)]
    [InlineData("Regions:eu:Low", "101", "is \"101\"; allowed: a whole number from 1 to 100. " + InMemory)]
    [InlineData("Banner", "much too long", "is \"much too long\"; allowed: The field Banner must be a string with a maximum length of 8. " + InMemory)]
    [InlineData("Currency", "", "is \"\"; allowed: text. " + InMemory)]
    public void A_bad_value_is_named_wherever_it_is_nested(string key, string value, string expected)
    {
        using var services = Build((key, value));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal([$"Checkout:{key} {expected}"], exception.Problems);
    }

    [Fact]
    public void What_objects_and_registered_validators_say_is_in_the_one_exception_without_secrets()
    {
        using var services = Build(("Limits:Low", "50"), ("Limits:High", "40"), ("Currency", "XXX"), ("ApiKey", "hunter22"));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal(
            ["Checkout:Limits: Low must not exceed High. Set Limits to an allowed value.", "XXX is no currency for the key ***"], exception.Problems);
    }

    [Fact]
    public void An_object_is_asked_when_its_own_properties_are_right()
    {
        using var services = Build(("Fee", "11"), ("ApiKey", "hunter22"));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal([$"Checkout:Fee: The fee must not exceed the orders; the key is ***. {InMemory}"], exception.Problems);
    }

    [Fact]
    public void A_value_that_its_property_refuses_is_a_problem_like_any_other()
    {
        using var services = Build(("Guarded:Count", "-77"));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        var problem = Assert.Single(exception.Problems);
        Assert.StartsWith("Checkout cannot be bound: System.ArgumentOutOfRangeException.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_counts_as_not_set()
    {
        using var services = Build(("max-orders", ""), ("Limits:Low", ""));

        services.ValidatePlatformOptions();

        Assert.Equal(10, services.GetRequiredService<IOptions<CheckoutOptions>>().Value.MaxOrders);
    }

    [Fact]
    public void A_class_has_one_section()
    {
        var services = new ServiceCollection().AddPlatformOptions<CheckoutOptions>("Checkout").AddPlatformOptions<CheckoutOptions>("checkout");

        var exception = Assert.Throws<InvalidOperationException>(() => services.AddPlatformOptions<CheckoutOptions>("Other"));

        Assert.Contains("CheckoutOptions is bound from Checkout already", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => $"{CheckoutOptions.Section}:{pair.Key}", pair => (string?)pair.Value))
            .Build())
        .AddPlatformOptions<CheckoutOptions>(CheckoutOptions.Section)
        .AddSingleton<IValidateOptions<CheckoutOptions>, CheckoutOptionsValidator>()
        .BuildServiceProvider();
}

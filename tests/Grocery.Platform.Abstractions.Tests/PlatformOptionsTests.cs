using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Abstractions.Tests;

public sealed class PlatformOptionsTests
{
    [Fact]
    public void Values_are_bound_from_the_section()
    {
        using var services = Build(
            ("Platform:Sample:Ratio", "0.25"), ("Platform:Sample:Period", "00:00:05"), ("Platform:Sample:Colour", "green"), ("Platform:Sample:Names:0", "a"));

        var options = services.GetRequiredService<IOptions<SampleOptions>>().Value;

        Assert.Equal(0.25, options.Ratio);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Period);
        Assert.Equal(Colour.Green, options.Colour);
        Assert.Equal(["a"], options.Names);
    }

    [Fact]
    public void An_empty_configuration_gives_valid_defaults()
    {
        using var services = Build();

        services.ValidatePlatformOptions();

        Assert.Equal(0.5, services.GetRequiredService<IOptions<SampleOptions>>().Value.Ratio);
    }

    [Theory]
    [InlineData("Ratio", "2", "a number from 0 to 1")]
    [InlineData("Ratio", "NaN", "a number from 0 to 1")]
    [InlineData("Ratio", "lots", "a number from 0 to 1")]
    [InlineData("Count", "0", "a whole number from 1 to 10")]
    [InlineData("Count", "2.5", "a whole number from 1 to 10")]
    [InlineData("Count", "99999999999", "a whole number from 1 to 10")]
    [InlineData("Period", "00:00:00", "a duration from 00:00:01 to 00:01:00, written hh:mm:ss")]
    [InlineData("Period", "5", "a duration from 00:00:01 to 00:01:00, written hh:mm:ss")]
    [InlineData("Period", "soon", "a duration from 00:00:01 to 00:01:00, written hh:mm:ss")]
    [InlineData("Enabled", "yes", "true or false")]
    [InlineData("Colour", "blue", "one of Red, Green")]
    [InlineData("Colour", "7", "one of Red, Green")]
    [InlineData("Address", "not a uri", "an absolute URI")]
    [InlineData("Word", "NO", "lower-case letters")]
    public void A_bad_value_is_named_with_what_is_allowed_and_where_to_mend_it(string property, string value, string allowed)
    {
        using var services = Build(($"Platform:Sample:{property}", value));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal(
            [$"Platform:Sample:{property} is \"{value}\"; allowed: {allowed}. Mend or remove it in the in-memory configuration."],
            exception.Problems);
    }

    [Fact]
    public void All_problems_of_all_options_are_in_one_exception()
    {
        using var services = Build(
            ("Platform:Sample:Ratio", "2"), ("Platform:Sample:Count", "many"), ("Platform:Service:Name", "no spaces allowed"), ("Platform:Sample:Enabled", "1"));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal(4, exception.Problems.Count);
        Assert.All(exception.Problems, problem => Assert.Contains(problem, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_value_is_never_shown()
    {
        using var services = Build(("Platform:Sample:Password", "HUNTER2"), ("Platform:Sample:Word", "TopSecret1"));
        services.GetRequiredService<SecretValues>().Add("TopSecret1");

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal(2, exception.Problems.Count);
        Assert.DoesNotContain("HUNTER2", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TopSecret1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_set_in_code_is_validated_too()
    {
        using var services = Build(configure: collection => collection.Configure<SampleOptions>(options => options.Count = 99));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal(["Platform:Sample:Count is \"99\"; allowed: a whole number from 1 to 10. Set Count to an allowed value."], exception.Problems);
    }

    [Fact]
    public void The_source_of_a_bad_environment_variable_is_named()
    {
        const string Variable = "ABSTRACTIONS_TEST_Platform__Sample__Ratio";
        Environment.SetEnvironmentVariable(Variable, "3");
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ABSTRACTIONS_TEST_").Build();
        using var services = Build(configuration);

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Contains($"the environment variable {Variable}", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_instance_overrides_the_defaults()
    {
        using var services = BuildNamed(("Platform:Sample:Count", "4"), ("Platform:Sample:Ratio", "0.1"), ("Platform:Samples:first:Count", "5"));

        var monitor = services.GetRequiredService<IOptionsMonitor<SampleOptions>>();

        Assert.Equal((5, 0.1), (monitor.Get("first").Count, monitor.Get("first").Ratio));
        Assert.Equal((4, 0.1), (monitor.Get("second").Count, monitor.Get("second").Ratio));
    }

    [Fact]
    public void A_bad_default_is_reported_once_and_a_bad_named_value_under_its_own_key()
    {
        using var services = BuildNamed(("Platform:Sample:Ratio", "7"), ("Platform:Samples:first:Count", "77"), ("Platform:Samples:second:Count", "1"));

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Collection(
            exception.Problems,
            problem => Assert.StartsWith("Platform:Sample:Ratio is \"7\"", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("Platform:Samples:first:Count is \"77\"", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_value_stops_the_start_of_the_host()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Platform:Sample:Ratio"] = "2";
        builder.Services.AddPlatformOptions<SampleOptions>(SampleOptions.Section, static (section, options) => section.Bind(options));
        using var host = builder.Build();

        await Assert.ThrowsAsync<PlatformConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_unknown_key_is_found_with_the_nearest_known_one()
    {
        using var services = Build(
            ("Platform:Sample:Raito", "1"), ("Platform:Sample:Names:0", "known"), ("Platform:Zzzzzzzzzzzzzzzzzzzzzz", "1"), ("Platform:Sample:Ratio", "1"));

        var unknown = services.FindUnknownPlatformKeys();

        Assert.Equal(
            [new UnknownConfigurationKey("Platform:Sample:Raito", "Platform:Sample:Ratio"), new UnknownConfigurationKey("Platform:Zzzzzzzzzzzzzzzzzzzzzz", null)],
            unknown);
    }

    [Fact]
    public void The_nearest_key_of_a_named_instance_keeps_its_name()
    {
        using var services = BuildNamed(("Platform:Samples:first:Cuont", "1"), ("Platform:Samples:first:Count", "1"));

        Assert.Equal([new UnknownConfigurationKey("Platform:Samples:first:Cuont", "Platform:Samples:first:Count")], services.FindUnknownPlatformKeys());
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings) => Build(configure: null, settings);

    private static ServiceProvider Build(Action<IServiceCollection>? configure, params (string Key, string Value)[] settings) =>
        Build(InMemory(settings), configure);

    private static ServiceProvider Build(IConfiguration configuration, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton(configuration);
        services.AddPlatformOptions<SampleOptions>(SampleOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<ServiceOptions>(ServiceOptions.Section, static (section, options) => section.Bind(options));
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private static ServiceProvider BuildNamed(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(InMemory(settings))
        .AddNamedPlatformOptions<SampleOptions>(SampleOptions.Section, "Platform:Samples", static (section, options) => section.Bind(options))
        .BuildServiceProvider();

    private static IConfigurationRoot InMemory((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
        .Build();
}

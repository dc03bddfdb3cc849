using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Abstractions.Tests;

public sealed class ConfigurationOriginTests
{
    [Fact]
    public void The_last_source_that_has_the_key_set_it()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("A", "1"), new("B", "1")])
            .AddCommandLine(["--B=2"])
            .Build();

        Assert.Equal("the in-memory configuration", configuration.FindOrigin("a"));
        Assert.Equal("the command line argument --B", configuration.FindOrigin("B"));
        Assert.Null(configuration.FindOrigin("C"));
    }

    [Fact]
    public void An_environment_variable_is_named_as_it_is_written()
    {
        Environment.SetEnvironmentVariable("ConfigurationOriginTests__Key", "1");

        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();

        Assert.Equal("the environment variable ConfigurationOriginTests__Key", configuration.FindOrigin("ConfigurationOriginTests:Key"));
        Environment.SetEnvironmentVariable("ConfigurationOriginTests__Key", null);
    }

    [Fact]
    public void A_variable_is_named_with_the_prefix_of_its_provider_and_that_of_a_connection_string()
    {
        Environment.SetEnvironmentVariable("ORIGIN_TESTS_Shop__Limit", "1");
        Environment.SetEnvironmentVariable("CUSTOMCONNSTR_OriginTests", "Host=db");
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddEnvironmentVariables("ORIGIN_TESTS_").Build();

        Assert.Equal("the environment variable ORIGIN_TESTS_Shop__Limit", configuration.FindOrigin("Shop:Limit"));
        Assert.Equal("the environment variable CUSTOMCONNSTR_OriginTests", configuration.FindOrigin("ConnectionStrings:OriginTests"));
    }

    [Fact]
    public void What_code_has_set_is_no_environment_variable()
    {
        Environment.SetEnvironmentVariable("OriginTests__Overridden", "1");
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();

        configuration["OriginTests:Overridden"] = "2";
        configuration["OriginTests:New"] = "2";

        Assert.Equal("the code of the service", configuration.FindOrigin("OriginTests:Overridden"));
        Assert.Equal("the code of the service", configuration.FindOrigin("OriginTests:New"));
    }

    [Fact]
    public void A_configuration_within_is_looked_into()
    {
        var within = new ConfigurationBuilder().AddCommandLine(["--A=1"]).Build();
        var configuration = new ConfigurationBuilder().AddConfiguration(within).Build();

        Assert.Equal("the command line argument --A", configuration.FindOrigin("A"));
        Assert.Same(within.Providers.Single(), configuration.FindProvider("A"));
    }

    [Fact]
    public void A_provider_that_knows_more_is_asked()
    {
        var configuration = new ConfigurationBuilder().Add(new Ledger()).Build();

        Assert.Equal("page 7", configuration.FindOrigin("A"));
    }

    [Fact]
    public void A_section_does_not_tell()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("A:B", "1")]).Build();

        Assert.Null(configuration.GetSection("A").FindOrigin("B"));
    }

    private sealed class Ledger : ConfigurationProvider, IConfigurationSource, IConfigurationOrigin
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override void Load() => Data["A"] = "1";

        public string? FindOrigin(string key) => Data.ContainsKey(key) ? "page 7" : null;
    }
}

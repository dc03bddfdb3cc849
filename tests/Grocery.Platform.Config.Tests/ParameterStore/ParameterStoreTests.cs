using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class ParameterStoreTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public void Nothing_is_read_unless_it_is_turned_on()
    {
        _aws.Parameters.Put("/grocery/dev/products/A", "1");
        var builder = Some.Builder();

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Empty(_aws.Calls);
        Assert.Null(builder.Configuration["A"]);
    }

    [Fact]
    public void Every_type_of_parameter_becomes_configuration()
    {
        _aws.Parameters.Put("/grocery/dev/products/Orders/Limit", "12");
        _aws.Parameters.Put("/grocery/dev/products/Orders/Regions", "eu,us,ap", "StringList");
        _aws.Parameters.Put("/grocery/dev/products/ConnectionStrings/Products", "Host=db;Password=hunter22", "SecureString");
        var builder = Some.BuilderWithParameters();

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("12", builder.Configuration["Orders:Limit"]);
        Assert.Equal(["eu", "us", "ap"], builder.Configuration.GetSection("Orders:Regions").GetChildren().Select(item => item.Value));
        Assert.Equal("Host=db;Password=hunter22", builder.Configuration.GetConnectionString("Products"));
    }

    [Fact]
    public void Only_the_value_of_a_SecureString_is_known_as_secret()
    {
        _aws.Parameters.Put("/grocery/dev/products/Plain", "visible-value");
        _aws.Parameters.Put("/grocery/dev/products/Password", "hidden-value", "SecureString");
        var builder = Some.BuilderWithParameters();

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("visible-value and ***", builder.Services.AddSecretValues().Redact("visible-value and hidden-value"));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(3, false)]
    [InlineData(7, true)]
    public void Every_page_is_read_also_after_an_empty_one(int pageSize, bool hasEmptyPages)
    {
        _aws.Parameters.PageSize = pageSize;
        _aws.Parameters.HasEmptyPages = hasEmptyPages;
        for (var i = 0; i < 21; i++)
            _aws.Parameters.Put($"/grocery/dev/products/Item{i}", $"value {i}");
        var builder = Some.BuilderWithParameters();

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.All(Enumerable.Range(0, 21), i => Assert.Equal($"value {i}", builder.Configuration[$"Item{i}"]));
    }

    [Fact]
    public void The_path_of_the_service_lies_over_the_shared_one_and_no_neighbour_leaks_in()
    {
        _aws.Parameters.Put("/grocery/dev/shared/Both", "shared");
        _aws.Parameters.Put("/grocery/dev/shared/OnlyShared", "shared");
        _aws.Parameters.Put("/grocery/dev/products/Both", "service");
        _aws.Parameters.Put("/grocery/dev/products-next/Both", "neighbour");
        _aws.Parameters.Put("/grocery/prod/products/Both", "prod");
        var builder = Some.BuilderWithParameters();

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("service", builder.Configuration["Both"]);
        Assert.Equal("shared", builder.Configuration["OnlyShared"]);
        Assert.Equal([Some.ServicePath, Some.SharedPath], _aws.Calls.Select(call => call.Path).Order());
    }

    [Fact]
    public void Root_environment_and_name_make_up_the_path()
    {
        _aws.Parameters.Put("/shop/blue/cart/A", "1");
        var builder = Some.BuilderWithParameters(
            ("Platform:Config:Root", "shop"), ("Platform:Service:Environment", "blue"), ("Platform:Service:Name", "cart"));

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("1", builder.Configuration["A"]);
    }

    [Fact]
    public void A_value_outlives_that_a_later_source_makes_the_host_build_all_sources_again()
    {
        _aws.Parameters.Put("/grocery/dev/products/A", "1");
        var builder = Some.BuilderWithParameters();
        builder.AddPlatformConfig(Some.Connection(_aws));

        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource());

        Assert.Equal("1", builder.Configuration["A"]);
        Assert.Equal(2, _aws.Calls.Count);
    }

    [Fact]
    public void Adding_it_twice_reads_and_reports_once()
    {
        _aws.Parameters.Put("/grocery/dev/products/A", "1");
        var builder = Some.BuilderWithParameters();

        builder.AddPlatformConfig(Some.Connection(_aws)).AddPlatformConfig(Some.Connection(_aws));

        using var host = builder.Build();
        Assert.Equal(2, _aws.Calls.Count);
        Assert.Equal(["app-config", "configuration-refresh", "feature-flags", "local-file", "parameter-store", "secrets-manager"], host.Services.GetServices<PlatformFeature>().Select(feature => feature.Name).Order());
    }

    [Fact]
    public void The_boot_report_says_how_much_was_read_from_where()
    {
        _aws.Parameters.Put("/grocery/dev/shared/A", "1");
        _aws.Parameters.Put("/grocery/dev/products/B", "1");
        _aws.Parameters.Put("/grocery/dev/products/C", "1");
        var builder = Some.BuilderWithParameters();
        builder.AddPlatformConfig(Some.Connection(_aws));
        using var host = builder.Build();

        var feature = host.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "parameter-store");

        Assert.Equal(
            new PlatformFeature(
                "parameter-store",
                true,
                "Platform:Config:ParameterStore:Enabled",
                "read 1 key from the Parameter Store path /grocery/dev/shared/ and 2 keys from the Parameter Store path /grocery/dev/products/ in 2 calls"),
            feature);
    }

    [Fact]
    public void A_service_called_shared_reads_its_one_path_once()
    {
        _aws.Parameters.Put("/grocery/dev/shared/A", "1");
        var builder = Some.BuilderWithParameters(("Platform:Service:Name", "shared"));

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("1", builder.Configuration["A"]);
        Assert.Single(_aws.Calls);
    }
}

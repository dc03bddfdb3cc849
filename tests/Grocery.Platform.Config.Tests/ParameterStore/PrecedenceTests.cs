using Grocery.Platform.Testing.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class PrecedenceTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grocery-config-").FullName;
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        foreach (var level in (string[])["Shared", "Service", "Environment", "CommandLine"])
            _aws.Parameters.Put($"/grocery/dev/shared/PrecedenceTests/{level}", "shared");
        foreach (var level in (string[])["Service", "Environment", "CommandLine"])
            _aws.Parameters.Put($"/grocery/dev/products/PrecedenceTests/{level}", "service");

        const string settings =
            """
            {
              "PrecedenceTests": { "File": "file", "Shared": "file", "Service": "file", "Environment": "file", "CommandLine": "file" },
              "Platform": { "Service": { "Name": "products", "Environment": "dev" }, "Config": { "ParameterStore": { "Enabled": true } } }
            }
            """;
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), settings, TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("PrecedenceTests__Environment", "environment");
        Environment.SetEnvironmentVariable("PrecedenceTests__CommandLine", "environment");
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("PrecedenceTests__Environment", null);
        Environment.SetEnvironmentVariable("PrecedenceTests__CommandLine", null);
        await _aws.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Web_application_builder() => AssertOrder(
        WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder, Args = ["--PrecedenceTests:CommandLine=command-line"] }));

    [Fact]
    public void Slim_web_application_builder() => AssertOrder(
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder, Args = ["--PrecedenceTests:CommandLine=command-line"] }));

    [Fact]
    public void Host_application_builder() => AssertOrder(
        Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = _folder, Args = ["--PrecedenceTests:CommandLine=command-line"] }));

    [Fact]
    public void Without_settings_files_all_that_is_there_before_the_environment_stays_under()
    {
        var builder = Some.BuilderWithParameters(("PrecedenceTests:Service", "memory"));
        builder.Configuration.AddEnvironmentVariables();

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("service", builder.Configuration["PrecedenceTests:Service"]);
        Assert.Equal("environment", builder.Configuration["PrecedenceTests:Environment"]);
    }

    [Fact]
    public void User_secrets_lie_over_the_parameters()
    {
        var builder = Some.BuilderWithParameters();
        File.WriteAllText(Path.Combine(_folder, "secrets.json"), """{ "PrecedenceTests": { "Service": "user-secret" } }""");
        builder.Configuration.SetBasePath(_folder).AddJsonFile("appsettings.json").AddJsonFile("products.settings.json", optional: true).AddJsonFile("secrets.json");

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("user-secret", builder.Configuration["PrecedenceTests:Service"]);
        Assert.Equal("shared", builder.Configuration["PrecedenceTests:Shared"]);
    }

    private void AssertOrder(IHostApplicationBuilder builder)
    {
        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("file", builder.Configuration["PrecedenceTests:File"]);
        Assert.Equal("shared", builder.Configuration["PrecedenceTests:Shared"]);
        Assert.Equal("service", builder.Configuration["PrecedenceTests:Service"]);
        Assert.Equal("environment", builder.Configuration["PrecedenceTests:Environment"]);
        Assert.Equal("command-line", builder.Configuration["PrecedenceTests:CommandLine"]);
    }
}

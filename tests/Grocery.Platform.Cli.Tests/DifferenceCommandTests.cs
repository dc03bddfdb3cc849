using System.Text.Json;
using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Cli.Tests;

public sealed class DifferenceCommandTests
{
    private const string Settings = """{ "Orders": { "Limit": 10, "Currency": "EUR" }, "Payments": { "ApiKey": "shared" } }""";

    [Fact]
    public async Task A_key_that_differs_is_shown_with_both_values_and_their_files()
    {
        using var folder = Project().Write("appsettings.Staging.json", """{ "Orders": { "Limit": 5 } }""");

        var (exitCode, output, _) = await Tool.RunAsync("config", "diff", "Staging", "Production", "--project", folder.Path);

        Assert.Equal(1, exitCode);
        Assert.Equal(
            """
            Orders:Limit
              Staging: 5  (appsettings.Staging.json)
              Production: 10  (appsettings.json)
            1 of 3 keys differ.

            """,
            output);
    }

    [Fact]
    public async Task Environments_that_are_the_same_are_no_difference()
    {
        using var folder = Project();

        var (exitCode, output, _) = await Tool.RunAsync("config", "diff", "Staging", "Production", "--project", folder.Path);

        Assert.Equal(0, exitCode);
        Assert.Equal("Staging and Production are the same.\n", output);
    }

    [Theory]
    [InlineData()]
    [InlineData("--json")]
    public async Task A_secret_that_differs_is_never_shown(params string[] options)
    {
        using var folder = Project().Write("appsettings.Staging.json", """{ "Payments": { "ApiKey": "of-staging" } }""");

        var (exitCode, output, _) = await Tool.RunAsync(["config", "diff", "Staging", "Production", "--project", folder.Path, .. options]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Payments:ApiKey", output, StringComparison.Ordinal);
        Assert.DoesNotContain("of-staging", output, StringComparison.Ordinal);
        Assert.DoesNotContain("shared", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_one_environment_alone_is_not_set_in_the_other()
    {
        using var folder = Project().Write("appsettings.Staging.json", """{ "Orders": { "Trace": true } }""");

        var (_, output, _) = await Tool.RunAsync("config", "diff", "Staging", "Production", "--project", folder.Path, "--json");

        var difference = JsonDocument.Parse(output).RootElement.GetProperty("differences").EnumerateArray().Single();
        Assert.Equal("Orders:Trace", difference.GetProperty("key").GetString());
        Assert.Equal("True", difference.GetProperty("first").GetProperty("text").GetString());
        Assert.False(difference.TryGetProperty("second", out _));
    }

    [Fact]
    public async Task Parameters_are_read_as_the_service_reads_them()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        aws.Parameters.Put("/grocery/staging/shop/Orders/Limit", "3");
        aws.Parameters.Put("/grocery/staging/shop/Orders/Pin", "1234-of-staging", type: "SecureString");
        aws.Parameters.Put("/grocery/prod/shop/Orders/Limit", "4");
        aws.Parameters.Put("/grocery/prod/shop/Orders/Pin", "5678-of-prod", type: "SecureString");
        using var folder = Project().Write("appsettings.json", """{ "Platform": { "Service": { "Name": "shop" } } }""");

        var (exitCode, output, error) = await Tool.RunAsync(Tool.VariablesOf(aws), "config", "diff", "staging", "prod", "--project", folder.Path, "--parameter-store");

        Assert.True(exitCode == 1, error);
        Assert.Contains("staging: 3  (/grocery/staging/shop/Orders/Limit", output, StringComparison.Ordinal);
        Assert.Contains("Orders:Pin: differs (secret)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("1234-of-staging", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_without_a_file_is_wrong_use()
    {
        using var folder = Project().Write("appsettings.Staging.json", "{}");

        var (exitCode, _, error) = await Tool.RunAsync("config", "diff", "Stagin", "Production", "--project", folder.Path);

        Assert.Equal(2, exitCode);
        Assert.Contains("There is no appsettings.Stagin.json", error, StringComparison.Ordinal);
        Assert.Contains("Staging", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_is_wrong_use()
    {
        using var folder = Project().Write("appsettings.Staging.json", "{ \"Orders\": }");

        var (exitCode, _, error) = await Tool.RunAsync("config", "diff", "Staging", "Production", "--project", folder.Path);

        Assert.Equal(2, exitCode);
        Assert.Contains("appsettings.Staging.json", error, StringComparison.Ordinal);
    }

    private static Folder Project() => new Folder().Write("Shop.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />""").Write("appsettings.json", Settings);
}

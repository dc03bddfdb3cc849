using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Tests.Local;

public sealed class LocalFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grocery-local-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("NAME=value", "value")]
    [InlineData("  export NAME = value  ", "value")]
    [InlineData("NAME=", "")]
    [InlineData("NAME=a b # a comment", "a b")]
    [InlineData("NAME=pass#word", "pass#word")]
    [InlineData("NAME='as # it \\n stands' # a comment", "as # it \\n stands")]
    [InlineData("NAME=\"two\\nlines and a \\\"quote\\\" and a \\\\ and a \\q\"", "two\nlines and a \"quote\" and a \\ and a \\q")]
    [InlineData("NAME=a=b;c='d'", "a=b;c='d'")]
    [InlineData("\uFEFFNAME=after a mark", "after a mark")]
    [InlineData("# only a comment\r\n\r\nNAME=dos\r\n", "dos")]
    public void A_line_gives_what_the_shell_gives(string text, string expected)
    {
        Write(".env", text);

        Assert.Equal(expected, Load(".env")["NAME"]);
    }

    [Fact]
    public void Two_underscores_are_a_colon_and_the_file_lies_over_settings_and_under_the_command_line()
    {
        Write(".env", "Orders__Limit=12\nOrders__Rate=1\nFeatureManagement__New=true");
        var builder = Builder(".env");
        Write("appsettings.json", """{ "Orders": { "Limit": "settings" } }""");
        builder.Configuration.AddJsonFile(Path.Combine(_folder, "appsettings.json")).AddCommandLine(["--Orders:Rate=9"]);

        builder.AddPlatformConfig();

        Assert.Equal(("12", "9", "true"), (builder.Configuration["Orders:Limit"], builder.Configuration["Orders:Rate"], builder.Configuration["FeatureManagement:New"]));
    }

    [Theory]
    [InlineData("A=1\nnonsense-never-shown\n", "Line 2 of")]
    [InlineData("A='never-shown", "Line 1 of")]
    [InlineData("A=\"x\" never-shown", "Line 1 of")]
    [InlineData("1A=never-shown", "Line 1 of")]
    [InlineData("A__B=1\n\nA:b=never-shown", "Lines 1 and 3 of")]
    public void A_line_that_cannot_be_understood_stops_the_start_and_is_not_shown(string text, string expected)
    {
        Write(".env", text);

        var refusal = Assert.Throws<PlatformConfigurationException>(() => Load(".env")).ToString();

        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("never-shown", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_gives_what_the_same_settings_file_gives()
    {
        const string json = """{ /* a comment */ "A": { "B": [1, "two", null, {}] }, "C": true, }""";
        Write("local.json", json);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var expected = new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable();

        var configuration = Load("local.json");

        Assert.All(expected, pair => Assert.Equal(pair.Value, configuration[pair.Key]));
        Assert.Equal("two", configuration["A:B:1"]);
    }

    [Theory]
    [InlineData("""{ "A": never-shown }""", "is not JSON: see line 1")]
    [InlineData("12", "must have a JSON object at its root")]
    [InlineData("""{ "A": 1, "a": 2 }""", "Two members give the configuration key")]
    public void JSON_that_cannot_be_used_stops_the_start(string text, string expected)
    {
        Write("local.json", text);

        var refusal = Assert.Throws<PlatformConfigurationException>(() => Load("local.json")).ToString();

        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("never-shown", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_missing_file_stops_the_start_when_it_is_required(bool isRequired)
    {
        var builder = Builder("nowhere.env", ("Platform:Config:Local:Required", $"{isRequired}"));

        var refusal = Record.Exception(() => builder.AddPlatformConfig());

        Assert.Equal(isRequired, refusal is PlatformConfigurationException);
        if (isRequired)
            Assert.Contains($"There is no file {Path.Combine(_folder, "nowhere.env")}", refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stands_in_the_place_of_AWS_which_is_not_asked()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        Write(".env", "A=local");
        var builder = Builder(".env", ("Platform:Config:ParameterStore:Enabled", "true"));

        builder.AddPlatformConfig(Some.Connection(aws));
        using var host = builder.Build();

        Assert.Equal("local", builder.Configuration["A"]);
        Assert.Empty(aws.Calls);
        Assert.Equal("a local file stands in its place", host.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "parameter-store").Reason);
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, report.Entries["configuration"].Status);
    }

    [Fact]
    public async Task A_changed_file_is_read_again_and_a_bad_one_leaves_the_last_good_values()
    {
        Write(".env", "A=1");
        var builder = Builder(".env");
        builder.AddPlatformConfig();
        using var host = builder.Build();
        var refresher = host.Services.GetRequiredService<IConfigurationRefresher>();

        Write(".env", "A=2");
        Assert.True(await refresher.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.Equal("2", builder.Configuration["A"]);

        Write(".env", "not a line");
        Assert.False(await refresher.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.Equal("2", builder.Configuration["A"]);

        File.Delete(Path.Combine(_folder, ".env"));
        Assert.False(await refresher.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.Equal("2", builder.Configuration["A"]);
    }

    [Fact]
    public void A_value_whose_name_says_so_is_secret()
    {
        Write(".env", "Client__ApiKey=hidden-by-name\nClient__Url=shown-by-name");
        var builder = Builder(".env");

        builder.AddPlatformConfig();

        Assert.Equal("*** shown-by-name", builder.Services.AddSecretValues().Redact("hidden-by-name shown-by-name"));
    }

    [Fact]
    public async Task Production_refuses_it_before_it_is_read()
    {
        Write(".env", "A=1");
        var builder = Builder(".env");
        builder.Environment.EnvironmentName = "Production";
        builder.AddPlatformConfig();
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<PlatformConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Platform:Config:Local:Enabled is \"true\"; allowed: false in the host environment Production", refusal.Message + refusal, StringComparison.Ordinal);
        Assert.Null(builder.Configuration["A"]);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private HostApplicationBuilder Builder(string path, params (string, string)[] settings)
    {
        var builder = Some.Builder([("Platform:Config:Local:Enabled", "true"), ("Platform:Config:Local:Path", path), .. settings]);
        builder.Environment.ContentRootPath = _folder;
        builder.Services.AddHealthChecks();
        return builder;
    }

    private ConfigurationManager Load(string path)
    {
        var builder = Builder(path);
        builder.AddPlatformConfig();
        return builder.Configuration;
    }
}

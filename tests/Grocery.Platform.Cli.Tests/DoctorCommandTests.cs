using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Cli.Tests;

/// <summary>Each service under <c>Grocery.Platform.Cli.Services</c> has one thing wrong, and the doctor finds that and nothing else.</summary>
public sealed class DoctorCommandTests
{
    [Theory]
    [InlineData("TwoHandlers", "two-resilience-handlers", "", null)]
    [InlineData("LateRetries", "retries-over-deadline", "appsettings.json", 5)]
    [InlineData("ShortStop", "stop-time-under-drain", "deploy/deployment.yaml", 6)]
    [InlineData("PublicProbes", "probes-on-public-port", "", null)]
    [InlineData("SecretInSettings", "secret-in-settings", "appsettings.json", 3)]
    public async Task An_unsafe_service_has_exactly_its_finding(string service, string id, string file, int? line)
    {
        var answer = await Tool.DoctorAsync(Tool.Service(service));

        var finding = Assert.Single(answer.Findings);
        var where = finding.GetProperty("where");
        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(id, finding.GetProperty("id").GetString());
        Assert.Equal(file, where.TryGetProperty("file", out var found) ? found.GetString() : "");
        Assert.Equal(line, where.TryGetProperty("line", out var number) ? number.GetInt32() : null);
        Assert.True(File.Exists(Repository.Path(finding.GetProperty("page").GetString()!)));
    }

    [Fact]
    public async Task A_password_that_no_rotation_changes_is_found_and_not_shown()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        aws.Secrets.Put("prod/stripe", "sk");

        var answer = await Tool.DoctorAsync(Tool.Service("StaticPassword"), Tool.VariablesOf(aws));

        Assert.Equal(["static-password"], answer.Ids);
        Assert.True(answer.Feature("secrets-manager").GetProperty("enabled").GetBoolean());
        Assert.DoesNotContain("hunter2-of-shop", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_configuration_gives_every_problem_with_its_place()
    {
        var answer = await Tool.DoctorAsync(Tool.Service("InvalidOptions"));

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(["invalid-configuration", "invalid-configuration"], answer.Ids);
        Assert.Equal([3, 4], answer.Findings.Select(finding => finding.GetProperty("where").GetProperty("line").GetInt32()).Order());
    }

    [Theory]
    [InlineData("Grocery.Samples.Carts")]
    [InlineData("Grocery.Samples.Orders")]
    [InlineData("Grocery.Samples.Products")]
    [InlineData("Grocery.Samples.Storefront")]
    [InlineData("Grocery.Samples.Summary")]
    public async Task A_sample_has_no_finding(string sample)
    {
        var answer = await Tool.DoctorAsync(Repository.Path("samples", sample));

        Assert.Equal(0, answer.ExitCode);
        Assert.Empty(answer.Ids);
        Assert.NotEmpty(answer.Json.GetProperty("features").EnumerateArray());
    }

    [Fact]
    public async Task Every_feature_says_whether_it_is_on_and_by_which_key()
    {
        var answer = await Tool.DoctorAsync(Tool.Service("SecretInSettings"));

        var drain = answer.Feature("drain");
        Assert.True(drain.GetProperty("enabled").GetBoolean());
        Assert.Equal("Platform:Health:Drain:Window", drain.GetProperty("key").GetString());
        Assert.Contains("default in a container", drain.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(answer.Feature("parameter-store").GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task What_the_deployment_sets_counts()
    {
        var answer = await Tool.DoctorAsync(Tool.Service("PublicProbes"), "--set", "Platform:Management:Port=9090");

        Assert.Empty(answer.Ids);
        Assert.Equal(0, answer.ExitCode);
    }

    [Fact]
    public async Task A_key_that_nothing_reads_is_found_with_the_nearest_one()
    {
        var answer = await Tool.DoctorAsync(
            Tool.Service("PublicProbes"), "--set", "Platform:Management:Port=9090", "--set", "Platform:Resiliance:Enabled=false");

        Assert.Equal(["unknown-key"], answer.Ids);
        Assert.Contains("Platform:Resilience:Enabled", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_gets_no_further_than_its_built_host()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "started");

        var answer = await Tool.DoctorAsync(Tool.Service("LateRetries"), "--set", $"StartedFile={file}");

        Assert.NotEmpty(answer.Json.GetProperty("features").EnumerateArray());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_person_reads_what_where_why_and_the_fix()
    {
        var (exitCode, output, error) = await Tool.RunAsync("doctor", Tool.Service("LateRetries"), "--no-build", "--configuration", Tool.Configuration);

        Assert.Equal(1, exitCode);
        Assert.Empty(error);
        Assert.Contains("warning retries-over-deadline: 4 retries", output, StringComparison.Ordinal);
        Assert.Contains("where  Platform:Resilience:Clients:payments:MaxRetries in appsettings.json:5", output, StringComparison.Ordinal);
        Assert.Contains("docs/resilience/deadlines.md", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere", "There is no file or folder /nowhere.")]
    [InlineData("/", "holds 0 projects")]
    public async Task A_project_that_is_not_there_is_wrong_use(string project, string message)
    {
        var (exitCode, _, error) = await Tool.RunAsync("doctor", project);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}

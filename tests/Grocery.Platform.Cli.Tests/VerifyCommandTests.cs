using System.Text.Json;
using System.Xml.Linq;
using Grocery.Platform.Cli.Verification;
using Grocery.Platform.Testing;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Cli.Tests;

public sealed class VerifyCommandTests
{
    [Fact]
    public async Task A_service_of_a_project_gets_a_score_card_in_every_form()
    {
        using var folder = new Folder();
        var (html, junit) = (Path.Combine(folder.Path, "card.html"), Path.Combine(folder.Path, "card.xml"));

        var (exitCode, output, error) = await Tool.RunAsync(
            "verify", Tool.Service("LateRetries"), "--no-build", "--configuration", Tool.Configuration, "--patience", "120", "--json", "--html", html, "--junit", junit);

        Assert.True(exitCode == 0, $"{output}\n{error}");
        var results = JsonDocument.Parse(output).RootElement.GetProperty("results").EnumerateArray().ToArray();
        var cases = XDocument.Load(junit).Descendants("testcase").Select(one => one.Attribute("name")!.Value);
        var page = await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken);
        Assert.True(results.Count(result => result.GetProperty("outcome").GetString() == "passed") > 10, output);
        Assert.Equal(results.Select(result => result.GetProperty("name").GetString()), cases);
        Assert.All(results, result => Assert.Contains($">{result.GetProperty("name").GetString()}</a>", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dependency_that_is_named_whole_lets_every_check_run()
    {
        var (exitCode, output, error) = await Tool.RunAsync(
            "verify", Repository.Path("tests", "Grocery.Platform.Testing.TestApp"), "--no-build", "--configuration", Tool.Configuration, "--route", "/hello", "--json",
            "--dependency", "Services:Dependency", "--dependency-route", "/call", "--dependency-unsafe-route", "/send", "--dependency-answer", "[]");

        Assert.True(exitCode == 0, $"{output}\n{error}");
        Assert.All(
            JsonDocument.Parse(output).RootElement.GetProperty("results").EnumerateArray(),
            result => Assert.Equal("passed", result.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_header_is_on_every_request_to_the_route()
    {
        await using var service = await FaultyDependency.StartAsync();

        await Tool.RunAsync("verify", service.Address.ToString(), "--patience", "1", "--route", "/orders", "--header", "X-Api-Key=for=tests");

        var calls = service.Calls.Where(call => call.Path == "/orders").ToArray();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal("for=tests", call.Headers["X-Api-Key"]));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_has_not_proven_anything()
    {
        using var folder = new Folder();
        var junit = Path.Combine(folder.Path, "card.xml");

        var (exitCode, output, _) = await Tool.RunAsync("verify", $"http://127.0.0.1:{FreePort.Next()}", "--junit", junit);

        Assert.Equal(1, exitCode);
        Assert.Contains("Not proven", output, StringComparison.Ordinal);
        Assert.NotEmpty(XDocument.Load(junit).Descendants("failure"));
    }

    [Theory]
    [InlineData("--exclude has 'nothing=because'", "--exclude", "nothing=because")]
    [InlineData("--dependency and --dependency-route go together", "--dependency", "Services:Product")]
    [InlineData("--dependency-unsafe-route goes with --dependency", "--dependency-unsafe-route", "/send")]
    [InlineData("--dependency-unsafe-body goes with --dependency-unsafe-route", "--dependency-unsafe-body", "{}")]
    [InlineData("--header is no header of a request; allowed: NAME=VALUE", "--header", "X-Api-Key")]
    [InlineData("--header is no header of a request", "--header", "Authorization: Basic dXNlcg==")]
    [InlineData("--header is no header of a request", "--header", "Content-Type=text/plain")]
    [InlineData("--header is no header of a request", "--header", "X-Api-Key=for\ntests")]
    [InlineData("--dependency-answer is no JSON; allowed: one value", "--dependency-answer", "{stock:3}")]
    [InlineData("--dependency-unsafe-body is no JSON; allowed: one value", "--dependency-unsafe-body", "")]
    [InlineData("--route is 'products'", "--route", "products")]
    [InlineData("--patience is '0'", "--patience", "0")]
    [InlineData("allowed: an address such as http://localhost:9090", "--management", "nine")]
    public async Task A_plan_that_cannot_be_is_wrong_use(string message, params string[] options)
    {
        var (exitCode, _, error) = await Tool.RunAsync(["verify", Tool.Service("LateRetries"), .. options]);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set", "Platform:Management:Port=9090")]
    [InlineData("--no-build")]
    [InlineData("--dependency", "Services:Product")]
    [InlineData("--dependency-unsafe-route", "/send")]
    public async Task What_changes_a_service_goes_with_a_project(params string[] options)
    {
        var (exitCode, _, error) = await Tool.RunAsync(["verify", "http://127.0.0.1:1", .. options]);

        Assert.Equal(2, exitCode);
        Assert.Contains($"{options[0]} goes with a project", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_is_written_wrongly_is_not_printed()
    {
        var (_, output, error) = await Tool.RunAsync("verify", "http://127.0.0.1:1", "--header", "Authorization: Bearer c2VjcmV0");

        Assert.DoesNotContain("c2VjcmV0", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependency_is_told_to_the_suite_whole()
    {
        var parsed = VerifyCommand.Create(new Terminal(TextWriter.Null, TextWriter.Null, ShowsProgress: false)).Parse(
            ["shop", "--dependency", "Services:Stock", "--dependency-route", "/basket", "--dependency-client", "stock", "--dependency-answer", "[]",
             "--dependency-unsafe-route", "/orders", "--dependency-unsafe-body", "1"]);

        var dependency = VerifyCommand.ReadPlan(parsed).Dependency!;

        Assert.Equal(("Services:Stock", "/basket", "stock", "[]"), (dependency.Key, dependency.Route.Path, dependency.Client, dependency.Answer));
        Assert.Equal(new ConformanceRoute("POST", "/orders", "1"), dependency.UnsafeRoute);
    }
}

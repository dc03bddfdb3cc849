using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

public sealed class AffectedTests : IDisposable
{
    private static readonly string[] All = ["cart", "order", "product", "storefront", "summary"];

    private readonly Script _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task A_service_is_affected_by_its_own_files() =>
        Assert.Equal(["cart"], await AskAsync("samples/Grocery.Samples.Carts/Program.cs", "samples/Grocery.Samples.Carts/README.md"));

    public static TheoryData<string> Referenced => [.. All.SelectMany(ReferencedBy).Distinct(StringComparer.Ordinal)];

    // What MSBuild resolved when it restored the service is what counts; the script reads the project files itself.
    [Theory]
    [MemberData(nameof(Referenced))]
    public async Task A_service_is_affected_by_every_project_that_it_gets_directly_or_through_another(string project)
    {
        var folder = project.StartsWith("Grocery.Samples.", StringComparison.Ordinal) ? "samples" : "src";

        Assert.Equal(All.Where(service => ReferencedBy(service).Contains(project)), await AskAsync($"{folder}/{project}/Some.cs"));
    }

    [Fact]
    public async Task Every_service_is_affected_by_what_all_images_are_made_from()
    {
        Assert.Equal(All, await AskAsync("samples/Dockerfile"));
        Assert.Equal(All, await AskAsync("Directory.Packages.props"));
        Assert.Equal(All, await AskAsync("eng/Grocery.Platform.Health.Probe/Program.cs"));
    }

    [Fact]
    public async Task Words_tests_and_the_local_host_affect_none() =>
        Assert.Empty(await AskAsync("README.md", "src/Grocery.Platform/README.md", "tests/Grocery.Samples.Carts.Tests/Some.cs", "samples/Grocery.AppHost/Program.cs", "infra/test.sh"));

    [Fact]
    public async Task A_project_whose_name_begins_alike_is_another_one() =>
        Assert.Empty(await AskAsync("samples/Grocery.Samples.CartsOfOthers/Program.cs"));

    [Fact]
    public async Task All_is_every_service()
    {
        var ended = await _script.RunAsync("eng/affected.sh", "--all");

        Assert.Equal(All, JsonSerializer.Deserialize<string[]>(ended.Output)!);
    }

    [Fact]
    public async Task A_commit_that_git_does_not_know_is_said()
    {
        var ended = await _script.RunAsync("eng/affected.sh", "--base", "no-such-commit");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("fetch-depth: 0", ended.Error, StringComparison.Ordinal);
    }

    private static string[] ReferencedBy(string service)
    {
        var plural = service is "cart" or "order" or "product" ? service + "s" : service;
        var project = "Grocery.Samples." + char.ToUpperInvariant(plural[0]) + plural[1..];
        using var assets = JsonDocument.Parse(File.ReadAllText(Repository.Path("artifacts", "obj", project, "project.assets.json")));
        return
        [
            .. from library in assets.RootElement.GetProperty("libraries").EnumerateObject()
               where library.Value.GetProperty("type").GetString() == "project"
               select library.Name.Split('/')[0],
        ];
    }

    private async Task<string[]> AskAsync(params string[] files)
    {
        var ended = await _script.RunAsync("eng/affected.sh", ["--files"], [], string.Join('\n', files) + "\n");

        Assert.True(ended.ExitCode == 0, ended.Error);
        return JsonSerializer.Deserialize<string[]>(ended.Output)!;
    }
}

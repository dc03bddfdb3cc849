using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

/// <summary>Which images a push to main has to build: also those whose push before failed.</summary>
public sealed class SinceBuiltTests : IAsyncLifetime
{
    private static readonly string[] All = ["cart", "order", "product", "storefront", "summary"];

    private readonly Script _script = new();
    private string _cart = "";
    private string _first = "";

    private string Root => Path.Combine(_script.Folder, "repository");

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Copied())
        {
            var target = Path.Combine(Root, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await GitAsync("init", "--quiet", "--initial-branch=main");
        _first = await CommitAsync("README.md");
        _cart = await CommitAsync("samples/Grocery.Samples.Carts/Program.cs");
        await CommitAsync("samples/Grocery.Samples.Orders/Program.cs");
    }

    public ValueTask DisposeAsync()
    {
        _script.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_push_before_failed_to_build_is_built_with_the_next() =>
        Assert.Equal(["cart", "order"], await AskAsync(_first));

    [Fact]
    public async Task What_was_built_is_not_built_again() =>
        Assert.Equal(["order"], await AskAsync(_cart, _first));

    [Fact]
    public async Task A_run_of_a_commit_that_is_not_on_the_way_here_does_not_count()
    {
        await GitAsync("checkout", "--quiet", "--detach", _cart);
        var elsewhere = await CommitAsync("samples/Grocery.Samples.Summary/Program.cs");
        await GitAsync("checkout", "--quiet", "main");

        Assert.Equal(["cart", "order"], await AskAsync(elsewhere, new string('0', 40), _first));
    }

    [Fact]
    public async Task Where_no_run_ever_succeeded_every_service_is_built() => Assert.Equal(All, await AskAsync());

    [Fact]
    public async Task An_answer_that_does_not_come_fails_the_run()
    {
        _script.StandIn("gh", "exit 4");

        var ended = await _script.RunAsync(Path.Combine(Root, "eng/affected.sh"), "--since-built");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("GH_TOKEN", ended.Error, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Fact]
    public async Task The_workflow_of_main_asks_for_it_and_may()
    {
        var job = Workflow.All.Single(workflow => workflow.Name == "main.yml").Jobs["affected"];
        var step = Workflow.StepsOf(job).Single(step => step.GetValueOrDefault("id") as string == "affected");
        var environment = Workflow.Map(step["env"])!;

        Assert.Equal("read", Workflow.Map(job["permissions"])!["actions"]);
        Assert.Equal("${{ github.event_name == 'push' && '--since-built' || '--all' }}", environment["SINCE"]);
        Assert.Contains("eng/affected.sh \"$SINCE\"", (string)step["run"]!, StringComparison.Ordinal);
        Assert.Contains("gh run list --workflow main.yml --branch main --status success", await CallsOfAsync(_first), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Copied() =>
        from pattern in new[] { "*.csproj", "Directory.*", "Dockerfile", "compose.yml", "lib.sh", "affected.sh" }
        from folder in new[] { "src", "samples", "eng" }
        from file in Directory.EnumerateFiles(Repository.Path(folder), pattern, SearchOption.AllDirectories)
        select file;

    private async Task<string> CallsOfAsync(params string[] succeeded)
    {
        await AskAsync(succeeded);
        return string.Join('\n', _script.Calls);
    }

    private async Task<string[]> AskAsync(params string[] succeeded)
    {
        _script.StandIn("gh", string.Concat(succeeded.Select(commit => $"echo {commit}\n")));

        var ended = await _script.RunAsync(Path.Combine(Root, "eng/affected.sh"), "--since-built");

        Assert.True(ended.ExitCode == 0, ended.Error);
        return JsonSerializer.Deserialize<string[]>(ended.Output)!;
    }

    private async Task<string> CommitAsync(string file)
    {
        var path = Path.Combine(Root, file);
        await File.AppendAllTextAsync(path, "changed\n", TestContext.Current.CancellationToken);
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=Somebody", "-c", "user.email=somebody@grocery.example", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=.git/hooks", "commit", "--quiet", "-m", file);
        return await GitAsync("rev-parse", "HEAD");
    }

    private async Task<string> GitAsync(params string[] arguments) => (await Command.RunAsync("git", arguments, Root)).Trim();
}

using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;
using YamlDotNet.Serialization;

namespace Grocery.Delivery.Tests;

/// <summary>What lists files of the repository lists those that are there.</summary>
public sealed class RepositoryFilesTests
{
    private static readonly Task<string[]> Known = ListAsync();

    [Theory]
    [InlineData("npm", "package-lock.json")]
    [InlineData("terraform", "versions.tf")]
    [InlineData("docker", "Dockerfile")]
    [InlineData("nuget", "Directory.Packages.props")]
    [InlineData("dotnet-sdk", "global.json")]
    public async Task Dependabot_looks_after_every_folder_that_pins_something(string ecosystem, string file)
    {
        // Those are read by tests alone, and nothing is built from them.
        string[] examples = ["infra/policy/", "tests/Grocery.Platform.Cli.Services/"];
        var expected = (await Known).Where(path => Path.GetFileName(path) == file && !Array.Exists(examples, folder => path.StartsWith(folder, StringComparison.Ordinal))).Select(path => "/" + Path.GetDirectoryName(path));
        var watched = Updates().Where(update => (string)update["package-ecosystem"] == ecosystem)
            .SelectMany(update => update.TryGetValue("directories", out var several) ? ((List<object>)several).Cast<string>() : [(string)update["directory"]])
            .Select(folder => new Regex("^" + Regex.Escape(folder).Replace("\\*", "[^/]+", StringComparison.Ordinal) + "$"))
            .ToArray();

        Assert.NotEmpty(expected);
        Assert.All(expected, folder => Assert.True(Array.Exists(watched, pattern => pattern.IsMatch(folder)), $"nobody raises what {folder}/{file} pins: add the folder to .github/dependabot.yml"));
    }

    [Fact]
    public void Dependabot_raises_actions() => Assert.Contains(Updates(), update => (string)update["package-ecosystem"] == "github-actions");

    [Fact]
    public void A_hook_before_a_commit_calls_what_is_installed_here_and_fetches_nothing()
    {
        var configuration = Read<Dictionary<string, object>>(".pre-commit-config.yaml");
        var repositories = ((List<object>)configuration["repos"]).Cast<Dictionary<object, object>>().ToArray();
        var hooks = repositories.SelectMany(repository => ((List<object>)repository["hooks"]).Cast<Dictionary<object, object>>()).ToArray();

        Assert.All(repositories, repository => Assert.Equal("local", repository["repo"]));
        Assert.All(hooks, hook => Assert.Equal("system", hook["language"]));
        Assert.Equal(["format", "secrets", "shellcheck", "terraform", "workflows"], hooks.Select(hook => (string)hook["id"]).Order(StringComparer.Ordinal));
    }

    // Only a file that a hook would look at can fail it.
    [Theory]
    [InlineData("format", "src/Grocery.Platform/GroceryPlatformOptions.cs", true)]
    [InlineData("terraform", "infra/terraform/delivery/terraform.tfvars", true)]
    [InlineData("workflows", ".github/workflows/release.yml", true)]
    [InlineData("workflows", ".github/dependabot.yml", false)]
    public void A_hook_looks_at_its_files(string id, string file, bool expected)
    {
        var hook = ((List<object>)Read<Dictionary<string, object>>(".pre-commit-config.yaml")["repos"]).Cast<Dictionary<object, object>>()
            .SelectMany(repository => ((List<object>)repository["hooks"]).Cast<Dictionary<object, object>>())
            .Single(candidate => (string)candidate["id"] == id);

        Assert.Equal(expected, Regex.IsMatch(file, (string)hook["files"]));
    }

    private static IEnumerable<Dictionary<object, object>> Updates() =>
        ((List<object>)Read<Dictionary<string, object>>(".github/dependabot.yml")["updates"]).Cast<Dictionary<object, object>>();

    private static T Read<T>(string file) => new DeserializerBuilder().Build().Deserialize<T>(File.ReadAllText(Repository.Path(file)));

    private static async Task<string[]> ListAsync() =>
        (await Command.RunAsync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], Repository.Root)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

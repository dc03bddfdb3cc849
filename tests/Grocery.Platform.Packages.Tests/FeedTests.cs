using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>What teams do with the published feed: restore, look for packages, go from one version to the next.</summary>
[Collection(nameof(ServedFeed))]
public sealed class FeedTests(PackedFamily family, ServedFeed feed)
{
    private const string Cache = "served-cache";

    private string Version => family.Packages[0].Version;

    [Fact]
    public async Task A_fresh_app_restores_from_the_feed_builds_and_runs()
    {
        var app = await ConsumerApp.CreateAsync(family, "Bakery", feed.Source, Cache);
        await WriteProgramAsync(app);
        await app.DotnetAsync("build", "--configuration", "Release", "--output", "out");

        var answers = await AnswersAsync(app.Path("out", "Bakery.dll"));

        Assert.Equal($"{Version}, 200, 4 loaves, 200", answers);
        Assert.All(family.Service, package => Assert.Contains($"/feed/content/{package.Id.ToLowerInvariant()}/{Version}/{package.Id.ToLowerInvariant()}.{Version}.nupkg", feed.Asked));
    }

    [Fact]
    public async Task An_app_goes_from_the_version_before_to_this_one_without_a_change()
    {
        var previous = (await family.Previous).Version;
        var app = await ConsumerApp.CreateAsync(family, "Dairy", feed.Source, Cache, previous);
        await WriteProgramAsync(app);
        await app.DotnetAsync("build", "--configuration", "Release", "--output", "before");
        var before = await AnswersAsync(app.Path("before", "Dairy.dll"));

        // Compiled against the version before, as a library in the middle of somebody's graph stays: only the packages are new.
        CopyFolder(app.Path("before"), app.Path("mixed"));
        await app.UseAsync(Version);
        await app.DotnetAsync("build", "--configuration", "Release", "--output", "after", "-warnaserror");
        File.Copy(app.Path("after", "Dairy.deps.json"), app.Path("mixed", "Dairy.deps.json"), overwrite: true);
        CopyFolder(app.Path("after"), app.Path("mixed"), "Grocery.*.dll");
        CopyFolder(app.Path("after", "runtimes"), app.Path("mixed", "runtimes"));
        var mixed = await AnswersAsync(app.Path("mixed", "Dairy.dll"));
        var after = await AnswersAsync(app.Path("after", "Dairy.dll"));

        Assert.Equal($"{previous}, 200, 4 loaves, 200", before);
        Assert.Equal($"{Version}, 200, 4 loaves, 200", mixed);
        Assert.Equal($"{Version}, 200, 4 loaves, 200", after);
    }

    [Fact]
    public async Task The_feed_has_both_versions_and_says_what_each_depends_on()
    {
        using var client = new HttpClient { BaseAddress = feed.Address };
        var previous = (await family.Previous).Version;

        var versions = await client.GetFromJsonAsync<JsonObject>("content/grocery.platform/index.json", TestContext.Current.CancellationToken);
        var registration = await client.GetFromJsonAsync<JsonObject>("registration/grocery.platform/index.json", TestContext.Current.CancellationToken);
        var sources = Path.Combine(family.Folder, "search.config");
        await File.WriteAllTextAsync(sources, ConsumerApp.SourcesWith(feed.Source), TestContext.Current.CancellationToken);
        var found = await Command.RunAsync("dotnet", ["package", "search", "Grocery.Platform", "--source", feed.Source, "--configfile", sources, "--format", "json"], family.Folder, new Dictionary<string, string?> { ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(family.Folder, "http-cache") });

        Assert.Equal([previous, Version], versions!["versions"]!.AsArray().Select(version => version!.GetValue<string>()));
        var page = Assert.Single(registration!["items"]!.AsArray())!;
        Assert.Equal((previous, Version), (page["lower"]!.GetValue<string>(), page["upper"]!.GetValue<string>()));
        var newest = page["items"]![1]!["catalogEntry"]!;
        Assert.Equal(
            family.Packages.Single(package => package.Id == "Grocery.Platform").Dependencies.Select(dependency => dependency.Split(' ')[0]),
            newest["dependencyGroups"]![0]!["dependencies"]!.AsArray().Select(dependency => dependency!["id"]!.GetValue<string>()));
        Assert.All(family.Packages, package => Assert.Contains($"\"{package.Id}\"", found, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adding_again_changes_nothing_and_other_bytes_under_a_number_are_refused()
    {
        var before = Content();
        await feed.AddAsync(family.Feed);
        var other = Directory.CreateDirectory(Path.Combine(family.Folder, "other")).FullName;
        File.Copy(family.Packages[0].Path, Path.Combine(other, Path.GetFileName(family.Packages[0].Path)));
        await File.AppendAllTextAsync(Directory.GetFiles(other).Single(), "more", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => feed.AddAsync(other));

        Assert.Equal(before, Content());
        Assert.Contains("exited with 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a version that is published never changes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--url is missing")]
    [InlineData("use an address such as https://packages.example.com/feed", "--url", "packages", "--packages", ".")]
    [InlineData("there is no folder nowhere", "--url", "https://packages.example.com/feed", "--packages", "nowhere")]
    public async Task Wrong_arguments_are_refused(string problem, params string[] arguments)
    {
        var (exitCode, _, error) = await Command.TryRunAsync(Repository.Path("eng", "feed.sh"), arguments, family.Folder);

        Assert.Equal(2, exitCode);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    private static Task WriteProgramAsync(ConsumerApp app) => app.WriteAsync("Program.cs", """
        using System.Reflection;
        using Grocery.Platform.Observability;
        using Grocery.Platform.Resilience;

        var builder = WebApplication.CreateBuilder(args);
        builder.AddGroceryPlatform();
        builder.Services.AddHealthChecks().AddCheck("oven", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());
        var app = builder.Build();
        app.MapGet("/version", () => typeof(LoggingOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
        app.MapGet("/loaves", (IPlatformPipelines pipelines, CancellationToken token) => pipelines.Get("oven").ExecuteAsync(_ => ValueTask.FromResult("4 loaves"), token).AsTask());
        app.MapGet("/self", async (IHttpClientFactory clients, HttpRequest request) => (int)(await clients.CreateClient().GetAsync($"http://{request.Host}/loaves")).StatusCode);
        app.Run();
        """);

    private static async Task<string> AnswersAsync(string program)
    {
        await using var app = ServiceProcess.Start(program);
        using var client = await app.ListeningAsync();
        await Eventually.HoldsAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode, "the app is ready");
        return $"{await client.GetStringAsync("/version")}, {(int)(await client.GetAsync("/health/live")).StatusCode}, {await client.GetStringAsync("/loaves")}, {await client.GetStringAsync("/self")}";
    }

    private static void CopyFolder(string from, string to, string pattern = "*")
    {
        if (!Directory.Exists(from))
            return;

        foreach (var file in Directory.GetFiles(from, pattern, SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private string[] Content() =>
        [.. Directory.GetFiles(feed.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")];
}

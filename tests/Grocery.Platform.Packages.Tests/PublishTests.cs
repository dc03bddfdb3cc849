namespace Grocery.Platform.Packages.Tests;

/// <summary>eng/publish.sh against a source that speaks NuGet's protocol, and a folder.</summary>
public sealed class PublishTests(PackedFamily family)
{
    private readonly Dictionary<string, string?> _environment = new() { ["NUGET_KEY"] = LoopbackFeed.Key, ["NUGET_USER"] = null };

    [Fact]
    public async Task Every_package_arrives_with_its_symbols_after_what_it_depends_on_although_a_push_fails_first()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        feed.FailNext(503, 429);

        var (exitCode, output, error) = await PublishAsync(feed.Source);

        Assert.True(exitCode == 0, output + error);
        var order = Ids(feed, "nupkg").ToList();
        Assert.Equal(family.Packages.Append(family.Templates).Select(package => package.Id).Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
        Assert.Equal(order.Where(id => id != family.Templates.Id), Ids(feed, "snupkg"));
        Assert.All(family.Packages, package => Assert.All(
            package.Dependencies.Select(dependency => order.IndexOf(dependency.Split(' ')[0])), place => Assert.True(place < order.IndexOf(package.Id), string.Join(", ", order))));
        Assert.All(feed.Taken, push => Assert.Equal(File.ReadAllBytes(Path.Combine(family.Feed, $"{push.Id}.{push.Version}.{push.Kind}")), push.Bytes));
        Assert.All(family.Packages, package => Assert.Contains($"{package.Id} {package.Version} is listed", output, StringComparison.Ordinal));
        Assert.DoesNotContain(LoopbackFeed.Key, output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_source_has_is_not_published_again()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        await PublishAsync(feed.Source);
        var taken = feed.Taken.Count;

        var (again, output, _) = await PublishAsync(feed.Source);
        feed.Lists = false;
        var (hidden, hiddenOutput, _) = await PublishAsync(feed.Source, "--wait", "0");

        Assert.Equal((0, taken), (again, feed.Taken.Count));
        Assert.DoesNotContain("is published", output, StringComparison.Ordinal);
        Assert.Equal(4, hidden);
        Assert.Contains($"Grocery.Platform {family.Packages[0].Version} is there", hiddenOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_published_and_publishes_nothing()
    {
        await using var feed = await LoopbackFeed.StartAsync();

        var (exitCode, output, _) = await PublishAsync(feed.Source, "--dry-run");

        Assert.Equal((0, 0), (exitCode, feed.Asked));
        Assert.All(family.Packages, package => Assert.Contains($"{package.Id} {package.Version} would be published", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Packages_that_nobody_could_make_again_are_refused()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        using var released = await ReleasedAsync();
        using var untagged = await ReleasedCheckout.CreateAsync(Commit);
        using var other = await ReleasedCheckout.CreateAsync(Commit);
        await other.CommitAsync();
        await other.TagAsync($"v{family.Packages[0].Version}");
        released.Change();

        var changed = await released.PublishAsync(family.Feed, feed.Source, _environment);
        var withoutTag = await untagged.PublishAsync(family.Feed, feed.Source, _environment, "--untagged");
        var ofAnother = await other.PublishAsync(family.Feed, feed.Source, _environment);

        Assert.Equal((3, 3, 3, 0), (changed.ExitCode, withoutTag.ExitCode, ofAnother.ExitCode, feed.Asked));
        Assert.Contains("the tree has changes", changed.Error, StringComparison.Ordinal);
        Assert.Contains("forgotten.txt", changed.Error, StringComparison.Ordinal);
        Assert.Contains($"git tag v{family.Packages[0].Version}", withoutTag.Error, StringComparison.Ordinal);
        Assert.Contains($"was made from {Commit}", ofAnother.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pre_release_may_do_without_a_tag()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        var previous = await family.Previous;
        using var checkout = await ReleasedCheckout.CreateAsync(new PackageFile(Directory.GetFiles(previous.Feed, "*.nupkg")[0]).Commit);

        var strict = await checkout.PublishAsync(previous.Feed, feed.Source, _environment);
        var lenient = await checkout.PublishAsync(previous.Feed, feed.Source, _environment, "--untagged");

        Assert.Equal(3, strict.ExitCode);
        Assert.True(lenient.ExitCode == 0, lenient.Error);
        Assert.All(feed.Taken, push => Assert.Equal(previous.Version, push.Version));
    }

    [Fact]
    public async Task A_wrong_key_and_an_unknown_account_are_named_but_never_shown()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        _environment["NUGET_KEY"] = "another-key";
        var wrongKey = await PublishAsync(feed.Source);
        feed.Account = "octocat:another-key";
        var nobody = await PublishAsync(feed.Source);
        _environment["NUGET_USER"] = "octocat";
        var known = await PublishAsync(feed.Source, "--dry-run");

        Assert.Equal((1, 1, 0), (wrongKey.ExitCode, nobody.ExitCode, known.ExitCode));
        Assert.Contains("(403): set NUGET_KEY to a key that may", wrongKey.Error, StringComparison.Ordinal);
        Assert.Contains("answers 401: set NUGET_USER and NUGET_KEY", nobody.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("another-key", wrongKey.Output + wrongKey.Error + nobody.Output + nobody.Error + known.Output + known.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_stays_unwell_fails_the_run_after_the_tries()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        feed.FailNext(500, 502, 503);

        var (exitCode, _, error) = await PublishAsync(feed.Source, "--tries", "1");

        Assert.Equal((1, 2), (exitCode, feed.Asked));
        Assert.Contains("is not published", error, StringComparison.Ordinal);
        Assert.Contains("answers 502", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_not_listed_in_time_has_an_exit_code_of_its_own()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        feed.Lists = false;

        var (exitCode, _, error) = await PublishAsync(feed.Source, "--wait", "0");

        Assert.Equal(4, exitCode);
        Assert.Contains("does not list it after 0 s", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_symbols_gets_the_packages_and_the_run_says_so()
    {
        await using var feed = await LoopbackFeed.StartAsync();
        feed.TakesSymbols = false;

        var (exitCode, output, _) = await PublishAsync(feed.Source);

        Assert.Equal((0, family.Packages.Append(family.Templates).Count()), (exitCode, feed.Taken.Count));
        Assert.Contains("symbols are not published, the source takes none", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_a_source_whose_versions_never_change()
    {
        var folder = Directory.CreateDirectory(Path.Combine(family.Folder, "published")).FullName;

        var (first, _, _) = await PublishAsync(folder);
        var (again, output, _) = await PublishAsync(folder);
        var published = Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        await File.AppendAllTextAsync(Directory.GetFiles(folder, "*.nupkg")[0], "more", TestContext.Current.CancellationToken);
        var (different, _, error) = await PublishAsync(folder);

        Assert.Equal((0, 0, 1), (first, again, different));
        Assert.Equal(Directory.GetFiles(family.Feed).Select(Path.GetFileName).Order(StringComparer.Ordinal), published);
        Assert.Contains("is there", output, StringComparison.Ordinal);
        Assert.Contains("a version that is published never changes", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one SOURCE at a time", "https://one.example/index.json", "https://two.example/index.json")]
    [InlineData("name the SOURCE", "--dry-run")]
    [InlineData("use https", "http://packages.example.com/index.json")]
    [InlineData("or a folder that is there", "nowhere")]
    [InlineData("use a number", "--tries", "many")]
    [InlineData("unknown option --force", "--force")]
    public async Task Wrong_arguments_are_refused(string problem, params string[] arguments)
    {
        var (exitCode, _, error) = await TestSupport.Command.TryRunAsync(TestSupport.Repository.Path("eng", "publish.sh"), arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    private string Commit => family.Packages[0].Commit;

    private static IEnumerable<string> Ids(LoopbackFeed feed, string kind) => feed.Taken.Where(push => push.Kind == kind).Select(push => push.Id);

    private async Task<ReleasedCheckout> ReleasedAsync()
    {
        var checkout = await ReleasedCheckout.CreateAsync(Commit);
        await checkout.TagAsync($"v{family.Packages[0].Version}");
        return checkout;
    }

    private async Task<(int ExitCode, string Output, string Error)> PublishAsync(string source, params string[] arguments)
    {
        using var checkout = await ReleasedAsync();
        return await checkout.PublishAsync(family.Feed, source, _environment, arguments);
    }
}

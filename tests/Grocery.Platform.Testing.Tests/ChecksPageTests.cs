using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Testing.Tests;

public sealed class ChecksPageTests
{
    private const string Begin = "<!-- checks: written by APPROVE_API=1 eng/test.sh Platform.Testing -->";
    private const string End = "<!-- end of checks -->";

    [Fact]
    public async Task The_page_lists_every_check_as_the_code_has_it()
    {
        var path = Repository.Path("docs", "testing", "README.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var expected = $"\n\n{WriteTable()}\n";
        if (Environment.GetEnvironmentVariable("APPROVE_API") == "1")
        {
            page = page[..begin] + expected + page[end..];
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
            end = page.IndexOf(End, StringComparison.Ordinal);
        }

        Assert.Equal(expected, page[begin..end]);
    }

    [Fact]
    public void A_check_leads_to_a_page_that_there_is() => Assert.All(
        PlatformConformance.Checks, check => Assert.True(File.Exists(Repository.Path(check.Page.Split('/'))), $"{check.Name}: there is no {check.Page}"));

    [Fact]
    public void No_two_checks_have_one_name() =>
        Assert.Equal(PlatformConformance.Checks.Count, PlatformConformance.Checks.Select(check => check.Name).Distinct().Count());

    private static string WriteTable() => string.Join('\n',
    [
        "| check | needs | does | why | repair |",
        "|---|---|---|---|---|",
        .. PlatformConformance.Checks.Select(check =>
            $"| [`{check.Name}`]({check.Page.Replace("docs/", "../", StringComparison.Ordinal)}) | {Needs(check)} | {check.Does} | {check.Why} | {check.Repair} |"),
    ]);

    private static string Needs(ConformanceCheck check)
    {
        var needs = check.Needs;
        string[] words =
        [
            needs.HasFlag(ConformanceNeeds.Process) ? "executable" : needs.HasFlag(ConformanceNeeds.Start) ? "start" : "",
            needs.HasFlag(ConformanceNeeds.Management) && !needs.HasFlag(ConformanceNeeds.Process) && !needs.HasFlag(ConformanceNeeds.Start) ? "management" : "",
            needs.HasFlag(ConformanceNeeds.Dependency) ? "dependency" : "",
            needs.HasFlag(ConformanceNeeds.UnsafeRoute) ? "unsafe route" : "",
        ];
        return string.Join(", ", words.Where(word => word.Length > 0));
    }
}

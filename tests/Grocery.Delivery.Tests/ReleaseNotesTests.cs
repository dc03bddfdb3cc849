using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

public sealed class ReleaseNotesTests : IDisposable
{
    private readonly Script _script = new();

    private static string Packed => File.ReadAllText(Repository.Path("Directory.Build.props")).Split("<VersionPrefix>")[1].Split('<')[0];

    public void Dispose() => _script.Dispose();

    [Theory]
    [InlineData("## {0}")]
    [InlineData("## [{0}] - 2026-01-31")]
    public async Task The_section_of_the_version_is_taken_and_no_other(string heading)
    {
        var ended = await AskAsync($"v{Packed}", $"# Changelog\n\n## Unreleased\n\nlater\n\n{string.Format(null, heading, Packed)}\n\n### Added\n\n- one\n\n## 0.0.1\n\nearlier\n");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Equal("### Added\n\n- one\n", ended.Output);
    }

    [Theory]
    [InlineData("## Unreleased\n\n- one\n")]
    [InlineData("## {0}\n\n## 0.0.1\n\n- one\n")]
    public async Task A_version_of_which_nothing_is_said_is_refused(string changelog)
    {
        var ended = await AskAsync(Packed, string.Format(null, changelog, Packed));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("or nothing in it", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_the_packages_do_not_carry_is_refused()
    {
        var ended = await AskAsync("99.0.0", "## 99.0.0\n\n- one\n");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"the packages carry the version {Packed}", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("latest")]
    public async Task What_is_no_version_is_refused(string version) => Assert.Equal(2, (await AskAsync(version, "## 1.0")).ExitCode);

    private Task<Script.Ended> AskAsync(string version, string changelog) => _script.RunAsync("eng/release-notes.sh", version, _script.Write("CHANGELOG.md", changelog));
}

namespace Grocery.Delivery.Tests;

public sealed class LicenceTests : IDisposable
{
    private readonly Script _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Every_package_that_is_restored_here_has_an_allowed_licence()
    {
        var ended = await _script.RunAsync("eng/supply-chain/licences.sh");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Matches(@"^[1-9]\d+ packages, all under allowed licences: \d+ MIT", ended.Output);
    }

    [Theory]
    [InlineData("""<license type="expression">GPL-3.0-only</license>""", "Some.Package 1.0.0: GPL-3.0-only")]
    [InlineData("""<license type="expression">MIT AND GPL-3.0-only</license>""", "Some.Package 1.0.0: MIT AND GPL-3.0-only")]
    [InlineData("""<license type="file">LICENSE.txt</license>""", "Some.Package 1.0.0: says its licence in words only")]
    [InlineData("<licenseUrl>https://some.example/licence</licenseUrl>", "Some.Package 1.0.0: says its licence in words only")]
    public async Task A_licence_that_is_not_allowed_is_named(string said, string expected)
    {
        var ended = await HoldAsync(said);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MIT")]
    [InlineData("GPL-3.0-only OR MIT")]
    [InlineData("(MIT AND Apache-2.0)")]
    public async Task A_licence_that_is_allowed_passes(string expression)
    {
        var ended = await HoldAsync($"""<license type="expression">{expression}</license>""");

        Assert.True(ended.ExitCode == 0, ended.Error);
    }

    [Fact]
    public async Task What_somebody_looked_up_counts_where_the_package_does_not_say()
    {
        var rules = _script.Write("rules.json", """{ "allowed": ["MIT"], "known": { "nuget/Some.Package": { "licence": "MIT", "because": "its LICENSE.txt is that of MIT" } } }""");

        var ended = await HoldAsync("""<license type="file">LICENSE.txt</license>""", rules);

        Assert.True(ended.ExitCode == 0, ended.Error);
    }

    [Fact]
    public async Task Packages_of_npm_count_too()
    {
        var @lock = _script.Write("package-lock.json", """{ "packages": { "": {}, "node_modules/some": { "version": "2.0.0", "license": "AGPL-3.0" } } }""");

        var ended = await _script.RunAsync("eng/supply-chain/licences.sh", @lock);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("some 2.0.0: AGPL-3.0", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_not_on_the_disk_is_not_taken_for_an_allowed_one()
    {
        var ended = await HoldAsync(null);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("run dotnet restore", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_neither_is_refused()
    {
        var ended = await _script.RunAsync("eng/supply-chain/licences.sh", _script.Write("some.json", "{}"));

        Assert.Equal(2, ended.ExitCode);
    }

    private Task<Script.Ended> HoldAsync(string? said, string? rules = null)
    {
        var assets = _script.Write("project.assets.json", """{ "libraries": { "Some.Package/1.0.0": { "type": "package" }, "Own/1.0.0": { "type": "project" } } }""");
        var folder = Path.Combine(_script.Folder, "packages", "some.package", "1.0.0");
        Directory.CreateDirectory(folder);
        if (said is not null)
            File.WriteAllText(Path.Combine(folder, "some.package.nuspec"), $"<package><metadata>\n  <id>Some.Package</id>\n  {said}\n</metadata></package>");
        return _script.RunAsync("eng/supply-chain/licences.sh", [assets], new() { ["NUGET_PACKAGES"] = Path.Combine(_script.Folder, "packages"), ["LICENCES"] = rules });
    }
}

using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

public sealed partial class InstallToolsTests : IDisposable
{
    private readonly Script _script = new();

    private string Home => Path.Combine(_script.Folder, "tools");

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task A_tool_with_its_checksum_can_be_called()
    {
        var ended = await InstallAsync(await PackAsync("hello"), checksum: null);

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Equal(Path.Combine(Home, "bin"), ended.Output.Trim());
        Assert.Equal("hello\n", await Command.RunAsync(Path.Combine(Home, "bin", "some"), []));
    }

    [Fact]
    public async Task What_is_there_is_not_fetched_again()
    {
        var archive = await PackAsync("hello");
        await InstallAsync(archive, checksum: null);
        var table = Path.Combine(_script.Folder, "tools.txt");
        File.Delete(archive);

        var ended = await _script.RunAsync("eng/install-tools.sh", ["--to", Home, "some"], new() { ["TOOLS"] = table });

        Assert.True(ended.ExitCode == 0, ended.Error);
    }

    [Fact]
    public async Task Another_checksum_installs_nothing()
    {
        var ended = await InstallAsync(await PackAsync("hello"), new string('0', 64));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("nothing was installed", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Home, "bin")));
        Assert.False(Directory.Exists(Path.Combine(Home, "some-1.0.0")));
    }

    [Fact]
    public async Task A_checksum_of_another_length_is_refused()
    {
        var ended = await InstallAsync(await PackAsync("hello"), "abc");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("use the 64 digits of SHA-256", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_nobody_listed_is_refused_with_those_that_are()
    {
        var ended = await _script.RunAsync("eng/install-tools.sh", "trivvy");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("there is no tool \"trivvy\"", ended.Error, StringComparison.Ordinal);
        Assert.Contains("allowed: checkov cosign dotnet gitleaks node semgrep terraform trivy", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tool_has_a_checksum_for_both_processors()
    {
        var lines = File.ReadAllLines(Repository.Path("eng", "tools.txt")).Where(line => !line.StartsWith('#')).ToArray();

        Assert.All(lines, line => Assert.Matches(LinePattern(), line));
        Assert.All(
            lines.Select(line => line.Split(' ')).Where(line => line[4] != "pypi").GroupBy(line => line[0]),
            tool => Assert.Equal(["aarch64", "x86_64"], tool.Select(line => line[2]).Order(StringComparer.Ordinal)));
    }

    private async Task<string> PackAsync(string says)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_script.Folder, "archive", "some-1.0.0")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "some"), $"#!/bin/sh\necho {says}\n");
        await Command.RunAsync("chmod", ["+x", Path.Combine(folder, "some")]);
        var archive = Path.Combine(_script.Folder, "some.tar.gz");
        await Command.RunAsync("tar", ["-czf", archive, "-C", Path.Combine(_script.Folder, "archive"), "some-1.0.0"]);
        return archive;
    }

    private async Task<Script.Ended> InstallAsync(string archive, string? checksum)
    {
        checksum ??= Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive)));
        var processor = (await Command.RunAsync("uname", ["-m"])).Trim();
        var table = _script.Write("tools.txt", $"# A comment.\nsome 1.0.0 {processor} {checksum} file://{archive} some-1.0.0\n");
        return await _script.RunAsync("eng/install-tools.sh", ["--to", Home, "some"], new() { ["TOOLS"] = table });
    }

    [GeneratedRegex(@"^[a-z]+ \d+\.\d+\.\d+ (?:(?:x86_64|aarch64) (?:[0-9a-f]{64}|[0-9a-f]{128}) https://\S+ \S+|any - pypi -)$")]
    private static partial Regex LinePattern();
}

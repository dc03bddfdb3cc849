namespace Grocery.Delivery.Tests;

/// <summary>The scanners are stand-ins here, which leave reports as the real ones do.</summary>
public sealed class ScanTests : IDisposable
{
    private readonly Script _script = new();

    public ScanTests()
    {
        Leave("trivy", "--output", SarifReport.OfTrivy(("CVE-1", "LOW", "2.0")));
        Leave("semgrep", "--sarif-output", SarifReport.OfLevels("Semgrep OSS", ("a", "warning")));
        Leave("gitleaks", "--report-path", SarifReport.OfGitleaks());
        var report = _script.Write("checkov.sarif", SarifReport.OfLevels("checkov", ("CKV_1", "note")));
        _script.StandIn("checkov", $"while [ \"$1\" != --output-file-path ]; do shift; done; mkdir -p \"$2\"; cp \"{report}\" \"$2/results_sarif.sarif\"");
    }

    private string Output => Path.Combine(_script.Folder, "scan");

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Every_scanner_is_asked_and_the_gate_decides_on_all_of_them()
    {
        var ended = await ScanAsync("source");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Equal(
            ["checkov.sarif", "gitleaks.sarif", "semgrep.sarif", "trivy-packages.sarif", "trivy-source.sarif"],
            Directory.GetFiles(Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("0 critical (at most 0), 0 high (at most 4), 1 medium, 3 low", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_the_source_stops_the_change()
    {
        Leave("gitleaks", "--report-path", SarifReport.OfGitleaks("private-key"));

        var ended = await ScanAsync("source");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("critical gitleaks private-key", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("true")]
    public async Task A_scanner_that_fails_or_leaves_nothing_is_not_taken_for_one_that_found_nothing(string body)
    {
        _script.StandIn("semgrep", body);

        var ended = await ScanAsync("source");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("these scanners failed or left no report: semgrep", ended.Error, StringComparison.Ordinal);
        Assert.Contains(_script.Calls, call => call.StartsWith("gitleaks git ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_are_searched_in_the_whole_history()
    {
        await ScanAsync("source");

        Assert.Contains(_script.Calls, call => call.StartsWith("gitleaks git ", StringComparison.Ordinal) && call.Contains("--redact", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_to_scan_has_to_be_named() => Assert.Equal(2, (await ScanAsync("everything")).ExitCode);

    private Task<Script.Ended> ScanAsync(params string[] arguments) => _script.RunAsync("eng/supply-chain/scan.sh", ["--output", Output, .. arguments]);

    private void Leave(string scanner, string option, string report)
    {
        var file = _script.Write($"{scanner}.sarif", report);
        _script.StandIn(scanner, $"while [ \"$1\" != {option} ]; do shift; done; cp \"{file}\" \"$2\"");
    }
}

namespace Grocery.Delivery.Tests;

public sealed class GateTests : IDisposable
{
    private readonly Script _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task A_critical_finding_stops_the_change()
    {
        var ended = await JudgeAsync(SarifReport.OfTrivy(("CVE-2026-0001", "CRITICAL", "9.8")));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("critical Trivy CVE-2026-0001  src/Some.cs:7  Library: Newtonsoft.Json", ended.Output, StringComparison.Ordinal);
        Assert.Contains("1 critical (at most 0), 0 high (at most 4)", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    public async Task Less_than_five_high_findings_may_be_there(int high, int expected)
    {
        var ended = await JudgeAsync(SarifReport.OfTrivy([.. Enumerable.Range(1, high).Select(number => ($"CVE-2026-{number}", "HIGH", "7.5"))]));

        Assert.Equal(expected, ended.ExitCode);
        Assert.Contains($"0 critical (at most 0), {high} high (at most 4)", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_findings_of_all_reports_count_together()
    {
        var ended = await JudgeAsync(
            SarifReport.OfTrivy(("CVE-1", "HIGH", "7"), ("CVE-2", "HIGH", "7")), SarifReport.OfLevels("checkov", ("CKV_1", "error"), ("CKV_2", "error"), ("CKV_3", "error")));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("5 high", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_of_the_scanner_counts_more_than_a_score()
    {
        var ended = await JudgeAsync(SarifReport.OfTrivy(("CVE-1", "MEDIUM", "9.8"), ("CVE-2", "UNKNOWN", "9.8")));

        Assert.Contains("1 critical (at most 0), 0 high (at most 4), 1 medium", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_severity_the_level_counts()
    {
        var ended = await JudgeAsync(SarifReport.OfLevels("Semgrep OSS", ("a", "error"), ("b", "warning"), ("c", "note"), ("d", null)));

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("0 critical (at most 0), 1 high (at most 4), 2 medium, 1 low", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_critical()
    {
        var ended = await JudgeAsync(SarifReport.OfGitleaks("aws-access-token"));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("critical gitleaks aws-access-token", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-31", "src/Some.cs", 0)]
    [InlineData("2026-01-30", "src/Some.cs", 1)]
    [InlineData("2026-12-31", "src/Other.cs", 1)]
    public async Task A_finding_is_accepted_with_a_reason_until_its_date(string until, string path, int expected)
    {
        var accepted = _script.Write("accepted.json", $$"""[{ "rule": "CVE-1", "path": "{{path}}", "reason": "not reachable from the shop", "until": "{{until}}" }]""");

        var ended = await JudgeAsync(new Dictionary<string, string?> { ["ACCEPTED"] = accepted, ["TODAY"] = "2026-01-31" }, SarifReport.OfTrivy(("CVE-1", "CRITICAL", "9.8")));

        Assert.Equal(expected, ended.ExitCode);
        Assert.Contains($"{1 - expected} accepted", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "rule": "CVE-1", "until": "2026-12-31" }]""")]
    [InlineData("""[{ "rule": "CVE-1", "reason": "not reachable", "until": "soon" }]""")]
    [InlineData("""[{ "rule": "CVE-1", "reason": "not reachable", "until": "2026-12-31", "file": "src/Some.cs" }]""")]
    [InlineData("{}")]
    public async Task What_is_accepted_needs_a_reason_and_a_date(string text)
    {
        var ended = await JudgeAsync(new Dictionary<string, string?> { ["ACCEPTED"] = _script.Write("accepted.json", text) }, SarifReport.OfGitleaks());

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("\"reason\" (10 characters or more)", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("""{ "version": "2.1.0", "runs": [] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "Trivy" } } }] }""")]
    public async Task A_report_that_says_nothing_is_refused(string text)
    {
        var ended = await JudgeAsync(text);

        Assert.Equal(2, ended.ExitCode);
    }

    [Fact]
    public async Task A_scan_that_failed_has_found_nothing_out()
    {
        var ended = await JudgeAsync(SarifReport.OfFailedScan("rules could not be fetched"));

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("rules could not be fetched", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_missing_is_refused()
    {
        var ended = await _script.RunAsync("eng/supply-chain/gate.sh", Path.Combine(_script.Folder, "none.sarif"));

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("a scan that left nothing found nothing out", ended.Error, StringComparison.Ordinal);
    }

    private Task<Script.Ended> JudgeAsync(params string[] reports) => JudgeAsync(new Dictionary<string, string?>(), reports);

    private Task<Script.Ended> JudgeAsync(Dictionary<string, string?> environment, params string[] reports) =>
        _script.RunAsync("eng/supply-chain/gate.sh", [.. reports.Select((text, number) => _script.Write($"{number}.sarif", text))], environment);
}

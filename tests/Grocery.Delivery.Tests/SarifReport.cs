using System.Text.Json;

namespace Grocery.Delivery.Tests;

/// <summary>Reports in the form that the scanners give them.</summary>
internal static class SarifReport
{
    /// <summary>As Trivy does: the severity is a tag of the rule, beside a score that may say something else.</summary>
    public static string OfTrivy(params (string Rule, string Tag, string Score)[] findings) => Write(
        "Trivy",
        findings.Select(finding => (object)new
        {
            id = finding.Rule,
            name = "LanguageSpecificPackageVulnerability",
            defaultConfiguration = new { level = "error" },
            properties = new Dictionary<string, object>
            {
                ["precision"] = "very-high",
                ["security-severity"] = finding.Score,
                ["tags"] = new[] { "vulnerability", "security", finding.Tag },
            },
        }),
        findings.Select(finding => Result(finding.Rule, "error", "Library: Newtonsoft.Json")));

    /// <summary>As Semgrep and Checkov do: the level of the result, or that of its rule.</summary>
    public static string OfLevels(string tool, params (string Rule, string? Level)[] findings) => Write(
        tool,
        findings.Select(finding => (object)new { id = finding.Rule, defaultConfiguration = new { level = "warning" } }),
        findings.Select(finding => Result(finding.Rule, finding.Level, "Found")));

    /// <summary>As gitleaks does: no severity at all.</summary>
    public static string OfGitleaks(params string[] rules) =>
        Write("gitleaks", rules.Select(rule => (object)new { id = rule, shortDescription = new { text = rule } }), rules.Select(rule => Result(rule, null, "Found a secret")));

    public static string OfFailedScan(string reason) => JsonSerializer.Serialize(new
    {
        version = "2.1.0",
        runs = new[]
        {
            new
            {
                tool = new { driver = new { name = "Semgrep OSS" } },
                results = Array.Empty<object>(),
                invocations = new[] { new { executionSuccessful = false, toolExecutionNotifications = new[] { new { message = new { text = reason } } } } },
            },
        },
    });

    private static Dictionary<string, object> Result(string rule, string? level, string message)
    {
        var result = new Dictionary<string, object>
        {
            ["ruleId"] = rule,
            ["message"] = new { text = message + "\nmore of it" },
            ["locations"] = new[] { new { physicalLocation = new { artifactLocation = new { uri = "src/Some.cs" }, region = new { startLine = 7 } } } },
        };
        if (level is not null)
            result["level"] = level;
        return result;
    }

    private static string Write(string tool, IEnumerable<object> rules, IEnumerable<object> results) => JsonSerializer.Serialize(new
    {
        version = "2.1.0",
        runs = new[] { new { tool = new { driver = new { name = tool, rules } }, results } },
    });
}

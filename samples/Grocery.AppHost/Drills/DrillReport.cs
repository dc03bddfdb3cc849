using System.Globalization;
using System.Text;
using Grocery.AppHost.Load;

namespace Grocery.AppHost.Drills;

/// <summary>What was expected of a drill, what was measured, and the verdict.</summary>
internal sealed class DrillReport
{
    private readonly Drill _drill;
    private readonly DrillRecord _record;
    private readonly (Expectation Expectation, Finding Finding)[] _findings;

    public DrillReport(Drill drill, DrillRecord record)
    {
        (_drill, _record) = (drill, record);
        _findings = [.. Expect.Always.Concat(drill.Expectations).Select(expectation => (expectation, expectation.Check(record)))];
    }

    public bool IsPassed => _findings.All(finding => finding.Finding.IsMet);

    /// <summary>Gets a value indicating whether nothing but speed is missing.</summary>
    public bool IsOnlySlow => !IsPassed && _findings.All(finding => finding.Finding.IsMet || finding.Expectation.IsAboutSpeed || finding.Finding.IsAboutSpeed);

    /// <summary>Gets <c>PASSED</c>, or <c>FAILED</c> with the expectations that do not hold.</summary>
    public string Verdict => IsPassed
        ? "PASSED"
        : $"FAILED: {string.Join("; ", _findings.Where(finding => !finding.Finding.IsMet).Select(finding => finding.Expectation.Text))}";

    public override string ToString()
    {
        var text = new StringBuilder().Append("== ").Append(_drill.Name).Append(": ").AppendLine(_drill.Fault);
        Append(text, "before", _record.Before);
        Append(text, "during", _record.During);
        Append(text, "after", _record.After);
        text.Append("  recovery ").AppendLine(Expect.Describe(_record.Recovery));
        foreach (var (expectation, finding) in _findings)
        {
            text.Append(finding.IsMet ? "  met      " : "  NOT MET  ").AppendLine(expectation.Text)
                .Append("           measured: ").AppendLine(finding.Measured);
        }

        return text.Append(_drill.Name).Append(": ").Append(Verdict).ToString();
    }

    private static void Append(StringBuilder text, string phase, LoadFigures figures) => text
        .Append(CultureInfo.InvariantCulture, $"  {phase,-8} {figures.Duration.TotalSeconds,5:N1} s  {figures}")
        .AppendLine()
        .Append("                    ")
        .AppendLine(figures.DescribeStatuses());
}

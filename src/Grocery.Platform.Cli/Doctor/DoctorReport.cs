using Grocery.Platform.Cli.Doctor.Rules;

namespace Grocery.Platform.Cli.Doctor;

/// <summary>What the doctor has to say about a service.</summary>
internal sealed class DoctorReport(DoctorCase one)
{
    private readonly Finding[] _findings =
    [
        .. ConfigurationRules.Find(one), .. ResilienceRules.Find(one), .. StopRules.Find(one), .. ExposureRules.Find(one), .. MigrationRules.Find(one),
    ];

    public int ExitCode => Array.Exists(_findings, finding => finding.Level != FindingLevel.Note) ? ExitCodes.Findings : ExitCodes.Well;

    public void WriteJson(Terminal terminal) => terminal.WriteJson(new
    {
        Project = one.Project.Path,
        Service = one.Inspection?.Identity,
        Features = one.Inspection?.Features ?? [],
        Unread = one.Inspection?.Unread ?? [],
        Findings = _findings,
    });

    public void WriteText(TextWriter output)
    {
        output.WriteLine(Headline());
        var features = one.Inspection?.Features ?? [];
        if (features.Count > 0)
        {
            output.WriteLine("\nFeatures");
            var name = features.Max(feature => feature.Name.Length);
            var key = features.Max(feature => feature.Key.Length);
            foreach (var feature in features)
                output.WriteLine($"  {(feature.Enabled ? "on " : "off")}  {feature.Name.PadRight(name)}  {feature.Key.PadRight(key)}  {feature.Reason}");
        }

        foreach (var part in one.Inspection?.Unread ?? [])
            output.WriteLine($"\nNot looked at: {part}");
        foreach (var finding in _findings)
            Write(output, finding);

        output.WriteLine(_findings.Length == 0 ? "\nNo findings." : $"\n{Count(FindingLevel.Error)}, {Count(FindingLevel.Warning)}, {Count(FindingLevel.Note)}.");
    }

    private static void Write(TextWriter output, Finding finding)
    {
        output.WriteLine($"\n{finding.Level.ToString().ToLowerInvariant()} {finding.Id}: {finding.What}");
        if (finding.Where.ToString() is { Length: > 0 } where)
            output.WriteLine($"  where  {where}");

        output.WriteLine($"  why    {finding.Why}");
        output.WriteLine($"  fix    {finding.Fix}");
        output.WriteLine($"  page   {finding.PageAddress}");
    }

    private string Headline() => one.Inspection switch
    {
        null => $"{one.Project.Name}: its files alone, not run",
        { Identity: { } identity } => $"{identity.Name} {identity.Version} in {identity.Environment}, on Grocery.Platform {identity.Platform}",
        { IsBuilt: true } => $"{one.Project.Name}: without the platform",
        _ => $"{one.Project.Name}: does not start",
    };

    private string Count(FindingLevel level)
    {
        var count = _findings.Count(finding => finding.Level == level);
        return $"{count} {level.ToString().ToLowerInvariant()}{(count == 1 ? "" : "s")}";
    }
}

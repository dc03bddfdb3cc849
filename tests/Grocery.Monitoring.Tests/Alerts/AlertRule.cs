namespace Grocery.Monitoring.Tests.Alerts;

/// <summary>An alert of a rule file.</summary>
internal sealed record AlertRule(string Name, string Severity, string Summary, string Description, string Runbook)
{
    public static IReadOnlyList<AlertRule> In(string file) =>
    [
        .. from rule in Yaml.Read(MonitoringFiles.Path(file)).Member("groups").Items().SelectMany(rules => rules.Member("rules").Items())
           where rule.Member("alert").Text() is not ""
           let annotations = rule.Member("annotations")
           select new AlertRule(
               rule.Member("alert").Text(),
               rule.Member("labels").Member("severity").Text(),
               annotations.Member("summary").Text(),
               annotations.Member("description").Text(),
               annotations.Member("runbook_url").Text()),
    ];
}

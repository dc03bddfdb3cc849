using System.Text.Json;

namespace Grocery.Monitoring.Tests.Live;

/// <summary>A copy of <c>infra/monitoring</c> with short times, whose targets are on this machine and whose receivers are one webhook.</summary>
internal sealed class MonitoringFolder
{
    public MonitoringFolder(Uri webhook)
    {
        Copy("prometheus.yml", text => ShortTimes.OfPrometheus(text).Replace("localhost:9090", $"127.0.0.1:{PrometheusPort}", StringComparison.Ordinal));
        foreach (var file in MonitoringFiles.Alerts.Concat(MonitoringFiles.Objectives))
            Copy(file, ShortTimes.OfRules);

        Copy("alertmanager.yml", text => ShortTimes.OfAlertmanager(ReplaceReceivers(text, webhook)));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("monitoring-").FullName;

    /// <summary>Gets where its Prometheus has to listen, which scrapes itself there.</summary>
    public int PrometheusPort { get; } = FreePort.Next();

    /// <summary>Writes a file of targets; Prometheus reads it whenever it changes.</summary>
    public void WriteTargets(string folder, string name, IEnumerable<(string Job, string Authority)> targets)
    {
        var file = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;
        var lists = targets.Select(target => new { targets = new[] { target.Authority }, labels = new { job = target.Job } });
        File.WriteAllText(System.IO.Path.Combine(file, $"{name}.yml"), JsonSerializer.Serialize(lists));
    }

    private static string ReplaceReceivers(string text, Uri webhook)
    {
        var routes = text[..text.IndexOf("\nreceivers:", StringComparison.Ordinal)];
        var names = Yaml.Parse(text).Member("receivers").Items().Select(receiver => receiver.Member("name").Text());
        return $"{routes}\nreceivers:\n{string.Concat(names.Select(name => $"  - name: {name}\n    webhook_configs: [{{ url: '{new Uri(webhook, name)}' }}]\n"))}";
    }

    private void Copy(string name, Func<string, string> change)
    {
        var target = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.WriteAllText(target, change(File.ReadAllText(MonitoringFiles.Path(name))));
    }
}

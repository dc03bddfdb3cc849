using System.Text.Json;
using System.Text.RegularExpressions;

namespace Grocery.Monitoring.Tests.Dashboards;

/// <summary>A dashboard of Grafana, as far as it asks Prometheus.</summary>
internal sealed partial class Dashboard
{
    private static readonly Dictionary<string, string> OfGrafana = new() { ["__rate_interval"] = "30s", ["__interval"] = "30s", ["__range"] = "1m" };

    private readonly JsonElement _root;

    private Dashboard(JsonElement root) => _root = root;

    public string Uid => _root.Member("uid").Text();

    public string Title => _root.Member("title").Text();

    public IReadOnlyList<JsonElement> Panels =>
        [.. _root.Member("panels").Items().SelectMany(panel => panel.Member("panels").Items().Prepend(panel)).Where(panel => panel.Member("type").Text() != "row")];

    public IReadOnlyList<(string Panel, string Query)> Queries =>
        [.. from panel in Panels from target in panel.Member("targets").Items() select (panel.Member("title").Text(), target.Member("expr").Text())];

    /// <summary>Gets the variables that Prometheus fills, with their queries.</summary>
    public IReadOnlyList<(string Name, string Query)> Variables =>
    [
        .. from variable in VariablesOfAllTypes
           where variable.Member("type").Text() == "query"
           let query = variable.Member("query")
           select (variable.Member("name").Text(), query.Text() is { Length: > 0 } text ? text : query.Member("query").Text()),
    ];

    private IEnumerable<JsonElement> VariablesOfAllTypes => _root.Member("templating").Member("list").Items();

    public static Dashboard Read(string file) => new(JsonDocument.Parse(File.ReadAllText(MonitoringFiles.Path(file))).RootElement);

    /// <summary>Puts a value in the place of each variable: that of Grafana, all where all may be chosen, else the given one.</summary>
    public string Substitute(string query, string value) => VariablePattern().Replace(query, match =>
    {
        var name = match.Groups["name"].Value;
        if (OfGrafana.TryGetValue(name, out var fixedValue))
            return fixedValue;

        var variable = VariablesOfAllTypes.SingleOrDefault(variable => variable.Member("name").Text() == name);
        return variable.ValueKind == JsonValueKind.Undefined
            ? throw new InvalidOperationException($"{Title} has no variable {name}: {query}")
            : variable.Member("includeAll").ValueKind == JsonValueKind.True ? ".*" : value;
    });

    [GeneratedRegex(@"\$\{?(?<name>[a-zA-Z_]\w*)\}?")]
    private static partial Regex VariablePattern();
}

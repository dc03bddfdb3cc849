using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Grocery.Versions;

/// <summary>Reads the file strictly: all problems at once, each with its line and the fix.</summary>
internal sealed class VersionsReader
{
    private const string ServicesKey = "services";
    private const string EnvironmentsKey = "environments";
    private const string VerifyKey = "verify";

    private readonly Problems _problems;

    private VersionsReader(Problems problems) => _problems = problems;

    /// <exception cref="VersionsException">The text is not what it has to be; the message has every problem.</exception>
    public static VersionsFile Read(string text, string name)
    {
        var problems = new Problems(name);
        var file = YamlDocument.Load(text, problems) is { } root ? new VersionsReader(problems).ReadFile(text, root) : null;
        problems.ThrowIfAny();
        return file!;
    }

    private VersionsFile ReadFile(string text, YamlMappingNode root)
    {
        var keys = new Keys(root, "the file", _problems);
        keys.Allow([ServicesKey, EnvironmentsKey], [VerifyKey]);
        var verify = keys.Text(VerifyKey);
        var services = ReadServices(keys[ServicesKey], root);
        return new VersionsFile(text, services, ReadEnvironments(keys[EnvironmentsKey], root, services), verify);
    }

    private List<string> ReadServices(YamlNode? node, YamlMappingNode root)
    {
        var names = new List<string>();
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            _problems.Add(node ?? root, $"{ServicesKey} is not a list; write the name of each service: {ServicesKey}: [cart, order]");
            return names;
        }

        foreach (var item in list)
        {
            var name = (item as YamlScalarNode)?.Value ?? "";
            if (!Names.IsName(name))
                _problems.Add(item, $"\"{name}\" is not the name of a service; allowed: {Names.Allowed}");
            else if (names.Contains(name))
                _problems.Add(item, $"{name} is named twice; leave one out");
            else
                names.Add(name);
        }

        return names;
    }

    private List<EnvironmentEntries> ReadEnvironments(YamlNode? node, YamlMappingNode root, List<string> services)
    {
        var environments = new List<EnvironmentEntries>();
        if (node is not YamlMappingNode { Children.Count: > 0 } mapping)
        {
            _problems.Add(node ?? root, $"{EnvironmentsKey} is empty; write each environment below it, in the order in which an image goes through them: dev, staging, prod");
            return environments;
        }

        foreach (var (key, value) in mapping)
        {
            var name = ((YamlScalarNode)key).Value!;
            if (!Names.IsName(name))
                _problems.Add(key, $"\"{name}\" is not the name of an environment; allowed: {Names.Allowed}");
            environments.Add(new EnvironmentEntries(name, ReadEntries(name, key, value, services)));
        }

        return environments;
    }

    private Dictionary<string, Entry> ReadEntries(string environment, YamlNode key, YamlNode value, List<string> services)
    {
        var entries = new Dictionary<string, Entry>();
        if (value is not YamlMappingNode mapping)
        {
            _problems.Add(key, $"{environment} has no services; write an entry for each of {string.Join(", ", services)}");
            return entries;
        }

        var keys = new Keys(mapping, environment, _problems);
        keys.Allow(services, []);
        foreach (var service in services)
        {
            if (keys[service] is YamlMappingNode { Style: not MappingStyle.Flow } entry)
                entries[service] = new EntryReader(entry, $"{service} in {environment}", _problems).Read();
            else if (keys[service] is { } other)
                _problems.Add(other, $"{service} in {environment} is not an entry; write repository and digest below it, one a line");
        }

        return entries;
    }
}

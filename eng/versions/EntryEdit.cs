using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Grocery.Versions;

/// <summary>Writes an entry into the text of the file, and leaves everything else, comments too, as it is.</summary>
internal static partial class EntryEdit
{
    public static string Apply(string text, string service, string environment, Entry entry)
    {
        if (!text.EndsWith('\n'))
            text += "\n";

        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var node = (YamlMappingNode)stream.Documents[0].RootNode["environments"][environment][service];
        var written = node.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => (pair.Key, pair.Value));
        var indent = new string(' ', (int)written["repository"].Key.Start.Column - 1);
        var place = 0;
        var edits = new List<(int Start, int End, string Text)>();
        foreach (var (key, value) in entry.Fields)
        {
            var has = written.TryGetValue(key, out var old);
            if (has && value is null)
                edits.Add((StartOfLine(text, (int)old.Key.Start.Index), EndOfLine(text, (int)old.Value.End.Index), ""));
            else if (has && ((YamlScalarNode)old.Value).Value != value)
                edits.Add(((int)old.Value.Start.Index, (int)old.Value.End.Index, Write(value!)));
            else if (!has && value is not null)
                edits.Add((place, place, $"{indent}{key}: {Write(value)}\n"));

            if (has)
                place = EndOfLine(text, (int)old.Value.End.Index);
        }

        return Apply(text, edits);
    }

    /// <summary>Writes a value so that every reader of YAML takes it for text.</summary>
    public static string Write(string value)
    {
        var looksLikeSomethingElse = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || WordPattern().IsMatch(value);
        if (PlainPattern().IsMatch(value) && !looksLikeSomethingElse)
            return value;

        return $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static string Apply(string text, List<(int Start, int End, string Text)> edits)
    {
        // From the end, so that places stay where they are; of several lines at one place, the last one first.
        foreach (var (edit, _) in edits.Select((edit, order) => (edit, order)).OrderByDescending(item => item.edit.Start).ThenByDescending(item => item.order))
            text = text[..edit.Start] + edit.Text + text[edit.End..];

        return text;
    }

    private static int StartOfLine(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    private static int EndOfLine(string text, int index)
    {
        var end = text.IndexOf('\n', index);
        return end < 0 ? text.Length : end + 1;
    }

    // No ": ", " #" or sign that begins something else; a time and an address are plain.
    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9 ._@/+,;()<>-]|:(?=[A-Za-z0-9/]))*(?<! )\z")]
    private static partial Regex PlainPattern();

    [GeneratedRegex(@"\A(?:true|false|yes|no|on|off|null|y|n|0[xo][0-9A-Fa-f]+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex WordPattern();
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Grocery.Versions;

/// <summary>A file of YAML that people and programs read alike: one document, every value written where it stands.</summary>
internal static class YamlDocument
{
    /// <returns>The root; <see langword="null"/> when there is none, which the problems say.</returns>
    public static YamlMappingNode? Load(string text, Problems problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            problems.Add(exception.Start, exception.Message);
            return null;
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            problems.Add(new Mark(0, 1, 1), "the file is not one document of keys and values");
            return null;
        }

        // A value that stands elsewhere would change there too.
        foreach (var node in root.AllNodes.Where(node => !node.Anchor.IsEmpty).Distinct())
            problems.Add(node, $"&{node.Anchor} is an anchor; write the value at each place");
        foreach (var mapping in root.AllNodes.OfType<YamlMappingNode>())
        {
            foreach (var key in mapping.Children.Keys.Where(key => key is not YamlScalarNode))
                problems.Add(key, "a key is not one word");
        }

        return root;
    }
}

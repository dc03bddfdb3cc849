using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Grocery.Versions;

/// <summary>What is wrong in a file, each with its line.</summary>
internal sealed class Problems(string file)
{
    private readonly List<(long Line, string Text)> _all = [];

    public void Add(YamlNode node, string text) => Add(node.Start, text);

    public void Add(Mark at, string text) => _all.Add((at.Line, text));

    public void ThrowIfAny()
    {
        if (_all.Count > 0)
            throw new VersionsException(string.Join('\n', _all.OrderBy(problem => problem.Line).Select(problem => $"{file}:{problem.Line}: {problem.Text}")));
    }
}

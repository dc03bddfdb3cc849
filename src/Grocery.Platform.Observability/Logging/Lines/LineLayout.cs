using System.Text;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Puts together, once, what is the same in every line.</summary>
internal sealed class LineLayout
{
    private const string EcsVersion = "8.17.0";

    private readonly ServiceIdentity _identity;
    private readonly List<LineSegment> _segments = [];
    private readonly StringBuilder _text = new("{");
    private string? _parent;
    private bool _isFirst = true;

    private LineLayout(ServiceIdentity identity) => _identity = identity;

    /// <summary>Builds the segments of a line; the last is that of the attributes, whose bracket is open.</summary>
    public static LineSegment[] Build(LinePreset preset, IDictionary<string, string> names, ServiceIdentity identity)
    {
        var layout = new LineLayout(identity);
        foreach (var member in preset.Members)
        {
            var name = names.TryGetValue(member.Key, out var other) ? other : member.Name;
            if (name.Length > 0)
                layout.Add(member, name);
        }

        return [.. layout._segments];
    }

    public static string Quote(string text)
    {
        var buffer = new LineBuffer();
        buffer.Append('"');
        buffer.AppendEscaped(text);
        buffer.Append('"');
        return buffer.Written.ToString();
    }

    private void Add(LineMember member, string name)
    {
        EnterParent(member.Parent);

        // Only lines within a span have the ids.
        if (member.Kind is LineMemberKind.TraceId or LineMemberKind.SpanId)
        {
            EndSegment(member.Kind, $",{Quote(name)}:\"");
            return;
        }

        AppendName(name);
        if (FixedValue(member.Kind) is { } value)
            _text.Append(Quote(value));
        else
            EndSegment(member.Kind, null);
    }

    private void EnterParent(string? parent)
    {
        if (parent == _parent)
            return;

        if (_parent is not null)
            _text.Append('}');

        _parent = parent;
        if (parent is null)
            return;

        AppendName(parent);
        _text.Append('{');
        _isFirst = true;
    }

    private void AppendName(string name)
    {
        _text.Append(_isFirst ? "" : ",").Append(Quote(name)).Append(':');
        _isFirst = false;
    }

    private void EndSegment(LineMemberKind kind, string? name)
    {
        var isText = kind is not (LineMemberKind.Severity or LineMemberKind.EventId or LineMemberKind.Attributes) && name is null;
        _text.Append(kind == LineMemberKind.Attributes ? "{" : isText ? "\"" : "");
        _segments.Add(new LineSegment(_text.ToString(), kind, name));
        _text.Clear().Append(isText ? "\"" : "");
    }

    private string? FixedValue(LineMemberKind kind) => kind switch
    {
        LineMemberKind.Service => _identity.Name,
        LineMemberKind.Version => _identity.Version,
        LineMemberKind.Environment => _identity.Environment,
        LineMemberKind.Instance => _identity.Instance,
        LineMemberKind.Schema => EcsVersion,
        _ => null,
    };
}

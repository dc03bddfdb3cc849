using System.Text;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Puts together, once, what is the same in every line.</summary>
internal sealed class LineLayout
{
    private const string EcsVersion = "8.17.0";

    private static readonly LogLevel[] Levels = [.. Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None)];

    // SeverityNumber of the log data model of OpenTelemetry.
    private static readonly string[] Severities = ["1", "5", "9", "13", "17", "21"];

    private readonly ServiceIdentity _identity;
    private readonly List<LineSegment> _segments = [];
    private readonly StringBuilder[] _texts = [.. Levels.Select(_ => new StringBuilder("{"))];
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
        if (member.Kind == LineMemberKind.Level)
            Append(level => Quote($"{level}"));
        else if (member.Kind == LineMemberKind.Severity)
            Append(level => Severities[(int)level]);
        else if (FixedValue(member.Kind) is { } value)
            Append(Quote(value));
        else
            EndSegment(member.Kind, null);
    }

    private void EnterParent(string? parent)
    {
        if (parent == _parent)
            return;

        if (_parent is not null)
            Append("}");

        _parent = parent;
        if (parent is null)
            return;

        AppendName(parent);
        Append("{");
        _isFirst = true;
    }

    private void AppendName(string name)
    {
        Append($"{(_isFirst ? "" : ",")}{Quote(name)}:");
        _isFirst = false;
    }

    private void EndSegment(LineMemberKind kind, string? name)
    {
        var isText = kind is not (LineMemberKind.EventId or LineMemberKind.Attributes) && name is null;
        Append(kind == LineMemberKind.Attributes ? "{" : isText ? "\"" : "");
        _segments.Add(new LineSegment([.. _texts.Select(text => text.ToString())], kind, name));
        Array.ForEach(_texts, text => text.Clear());
        Append(isText ? "\"" : "");
    }

    private void Append(string text) => Append(_ => text);

    private void Append(Func<LogLevel, string> textOf)
    {
        foreach (var level in Levels)
            _texts[(int)level].Append(textOf(level));
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

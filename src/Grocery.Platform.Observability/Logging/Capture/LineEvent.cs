using System.Diagnostics;
using Grocery.Platform.Observability.Logging.Templates;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>What one log call said, taken from whoever logs. Used again; belongs to one thread at a time.</summary>
internal sealed class LineEvent
{
    private LineAttribute[] _attributes = new LineAttribute[16];
    private int _count;

    public DateTime UtcTimestamp { get; set; }

    public LogLevel Level { get; set; }

    public string Logger { get; set; } = "";

    public EventId EventId { get; set; }

    public Template Template { get; set; } = Template.Empty;

    public Activity? Activity { get; set; }

    public Exception? Exception { get; set; }

    /// <summary>Gets or sets how many attributes, the first, come from the log call itself; only they fill the template.</summary>
    public int OwnCount { get; set; }

    public Span<LineAttribute> Attributes => _attributes.AsSpan(0, _count);

    /// <summary>Adds an attribute; one of the same name gets the new value.</summary>
    public void Set(string name, object? value) => Set(new LineAttribute(name, value));

    /// <inheritdoc cref="Set(string,object?)"/>
    public void Set(in LineAttribute attribute)
    {
        var found = IndexOf(attribute.Name);
        if (found < 0)
            Add(attribute);
        else
            _attributes[found].Value = attribute.Value;
    }

    public void AddIfAbsent(string name, object? value)
    {
        if (IndexOf(name) < 0)
            Add(new LineAttribute(name, value));
    }

    public int IndexOf(string name) => IndexOf(name, _count);

    private int IndexOf(string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(_attributes[i].Name, name) || _attributes[i].Name == name)
                return i;
        }

        return -1;
    }

    /// <summary>Finds the value of a property of the template.</summary>
    public int IndexOf(TemplatePart part) =>
        part.Ordinal < OwnCount && _attributes[part.Ordinal].Part == part ? part.Ordinal : IndexOf(part.Property ?? "", OwnCount);

    public void Clear()
    {
        Array.Clear(_attributes, 0, _count);
        _count = 0;
        OwnCount = 0;
        Activity = null;
        Exception = null;
        Template = Template.Empty;
    }

    /// <summary>Adds an attribute that is known to be the only one of its name.</summary>
    public void Add(in LineAttribute attribute)
    {
        if (_count == _attributes.Length)
            Array.Resize(ref _attributes, _count * 2);

        _attributes[_count++] = attribute;
    }
}

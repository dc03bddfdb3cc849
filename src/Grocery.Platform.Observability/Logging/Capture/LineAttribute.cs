using Grocery.Platform.Observability.Logging.Templates;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>One attribute of an event: its value, the property of the template that it surely is, and where the message shows it.</summary>
internal struct LineAttribute
{
    public readonly string Name;
    public readonly TemplatePart? Part;

    /// <summary>The name as it stands in the line; <see langword="null"/> when that is not known yet.</summary>
    public readonly string? JsonName;

    public object? Value;
    public int Start;
    public int Length;

    /// <summary>How the characters of the message are a JSON value too.</summary>
    public ShownAs ShownAs;

    public LineAttribute(TemplatePart part, object? value) => (Name, Part, JsonName, Value) = (part.Property!, part, part.JsonName, value);

    public LineAttribute(AttributeName name, object? value) => (Name, JsonName, Value) = (name.Text, name.Json, value);

    public LineAttribute(string name, object? value) => (Name, Value) = (name, value);
}

using Grocery.Platform.Observability.Logging.Templates;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>One attribute of an event: its value, the property of the template that it surely is, and where in the line the message already shows it in the same characters.</summary>
internal struct LineAttribute(string name, object? value, TemplatePart? part = null)
{
    public readonly string Name = name;
    public readonly TemplatePart? Part = part;
    public object? Value = value;
    public int Start;
    public int Length;
}

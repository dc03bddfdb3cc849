namespace Grocery.Platform.Observability.Redaction;

/// <summary>Keeps secret values out of what is logged.</summary>
internal sealed class Redactor(SecretValues secrets)
{
    private readonly HashSet<string> _names = [];

    /// <summary>Says whether a text, plain or escaped as JSON, holds nothing to redact. May say no to a clean text, never yes to another.</summary>
    public bool IsClean(ReadOnlySpan<char> text) => !secrets.IsIn(text) && !text.Contains('\\');

    public string Redact(string text) => secrets.Redact(text);

    /// <summary>Says whether an attribute of this name is secret whatever its value is.</summary>
    public bool IsSensitiveName(string name) => _names.Contains(name);
}

namespace Grocery.Platform.Observability.Redaction;

/// <summary>The part of a text that is secret: from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
internal readonly record struct MaskedRange(int Start, int End);

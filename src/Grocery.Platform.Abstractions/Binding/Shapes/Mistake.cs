namespace Grocery.Platform.Binding.Shapes;

/// <summary>One wrong value, not masked yet.</summary>
/// <param name="Key">The configuration key.</param>
/// <param name="Text">The value.</param>
/// <param name="Allowed">What is allowed; <see langword="null"/> when <paramref name="Message"/> says it.</param>
/// <param name="Message">What the object itself says against its values.</param>
internal sealed record Mistake(string Key, string? Text, string? Allowed, string? Message = null);

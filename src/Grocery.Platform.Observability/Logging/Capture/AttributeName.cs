namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>What is known of the name of an attribute.</summary>
/// <param name="Text">The name.</param>
/// <param name="IsSensitive">Whether it says that the value is secret.</param>
/// <param name="Json">The name as it stands before its value in a JSON object; <see langword="null"/> when it may be too long for a line.</param>
internal sealed record AttributeName(string Text, bool IsSensitive, string? Json);

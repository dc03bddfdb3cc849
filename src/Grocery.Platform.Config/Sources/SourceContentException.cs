namespace Grocery.Platform.Config.Sources;

/// <summary>A source has something that cannot be used. The message is a sentence that says what, and another with the fix; never a value.</summary>
internal sealed class SourceContentException(string message) : Exception(message);

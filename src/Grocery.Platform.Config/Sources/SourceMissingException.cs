namespace Grocery.Platform.Config.Sources;

/// <summary>There is nothing where a source should be. The message is a sentence that names it, and another with the fix.</summary>
internal sealed class SourceMissingException(string message) : Exception(message);

namespace Grocery.Versions;

/// <summary>Something that the person at the keyboard can mend; the message says what and how.</summary>
internal sealed class VersionsException(string message) : Exception(message);

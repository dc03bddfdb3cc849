namespace Grocery.Versions;

/// <summary>The arguments are not ones that the tool understands.</summary>
internal sealed class ArgumentsException(string message) : Exception(message);

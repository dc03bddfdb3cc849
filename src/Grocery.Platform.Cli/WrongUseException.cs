namespace Grocery.Platform.Cli;

/// <summary>The command cannot do what it was asked to; the message says why and what to do.</summary>
internal sealed class WrongUseException(string message) : Exception(message);

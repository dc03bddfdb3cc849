namespace Grocery.Load;

/// <summary>The load could not be run; the message says why, and what to do.</summary>
internal sealed class LoadException(string message, Exception? inner = null) : Exception(message, inner);

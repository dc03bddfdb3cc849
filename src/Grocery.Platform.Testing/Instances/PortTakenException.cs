namespace Grocery.Platform.Testing.Instances;

/// <summary>A port that was free is not any more.</summary>
internal sealed class PortTakenException(string message) : Exception(message);

namespace Grocery.Platform.Comparison;

/// <summary>What could not be measured or written, told to whoever runs the comparison.</summary>
internal sealed class ComparisonException(string message, Exception? inner = null) : Exception(message, inner);

namespace Grocery.Platform.Cli.Differences;

/// <summary>What a key is in one environment.</summary>
/// <param name="Text">The value; <see langword="null"/> when it is secret.</param>
/// <param name="Origin">Where it came from.</param>
internal sealed record DifferentValue(string? Text, string? Origin);

namespace Grocery.Platform;

/// <summary>A key under <c>Platform</c> that nothing reads.</summary>
/// <param name="Key">The key as configured.</param>
/// <param name="Nearest">The known key nearest to it, or <see langword="null"/> when none is near.</param>
public readonly record struct UnknownConfigurationKey(string Key, string? Nearest);

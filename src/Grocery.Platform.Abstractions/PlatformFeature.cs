namespace Grocery.Platform;

/// <summary>One line of the boot report: a feature, whether it is on, and the configuration key that decided.</summary>
/// <param name="Name">The feature, such as <c>parameter-store</c>.</param>
/// <param name="Enabled">Whether it is on.</param>
/// <param name="Key">The configuration key (or environment variable) that decided, or would decide.</param>
/// <param name="Reason">Why, in a few words for a person, such as <c>not set; default true</c>. Never a secret.</param>
public sealed record PlatformFeature(string Name, bool Enabled, string Key, string Reason);

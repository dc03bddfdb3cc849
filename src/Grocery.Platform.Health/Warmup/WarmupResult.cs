namespace Grocery.Platform.Health.Warmup;

/// <summary>What one warm-up task came to.</summary>
/// <param name="Name">The name of the task.</param>
/// <param name="Duration">The time it took.</param>
/// <param name="Failure">What went wrong, without secrets; <see langword="null"/> when it is done.</param>
/// <param name="IsRequired">Whether a failure stops the start.</param>
/// <param name="Exception">What it threw.</param>
internal sealed record WarmupResult(string Name, TimeSpan Duration, string? Failure, bool IsRequired, Exception? Exception);

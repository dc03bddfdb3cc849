namespace Grocery.Platform.Testing.Conformance;

/// <summary>A check, and how it is made.</summary>
internal sealed record Check(ConformanceCheck About, Func<Trial, CancellationToken, Task<Finding>> RunAsync);

namespace Grocery.Platform.Benchmarks.Short;

/// <summary>Marks benchmarks of which one would change what the next measures: the short run gives each a process of its own.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ProcessForEachCaseAttribute : Attribute;

namespace Grocery.Platform;

/// <summary>
/// Marks a property whose value is masked when its object is logged by its properties, as <c>{@Customer}</c> does. On a parameter of a
/// positional record it marks the property of that name. Counts for derived classes too.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SensitiveAttribute : Attribute;

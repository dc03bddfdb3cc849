namespace Grocery.Load.Shop;

/// <summary>What the shoppers look for, and what they buy.</summary>
/// <param name="Categories">The categories of the shop.</param>
/// <param name="Ids">The products that are looked at.</param>
/// <param name="Bought">The products that are bought, with their prices.</param>
internal sealed record Goods(IReadOnlyList<string> Categories, IReadOnlyList<string> Ids, IReadOnlyList<(string Id, decimal Price)> Bought);

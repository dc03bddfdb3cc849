using Grocery.Samples.Carts.Storage;

namespace Grocery.Samples.Carts.Endpoints;

/// <summary>Reads items of a body, and reports everything that is wrong with them at once.</summary>
internal static class ItemRules
{
    public static readonly string QuantityRule = $"Must be a whole number from 1 to {CartLimits.LargestQuantity}.";
    private static readonly string CountRule = $"Must have 1 to {CartLimits.MostItems} items.";
    private static readonly string IdRule =
        $"Must be the id of a product: lower-case words joined by hyphens, such as 'limes-4', of {ProductId.Longest} characters at most.";

    public static bool IsQuantity(int? quantity) => quantity is >= 1 and <= CartLimits.LargestQuantity;

    public static IReadOnlyList<CartItem> Read(IReadOnlyList<CartItemRequest?>? items, Dictionary<string, string[]> errors)
    {
        if (items is not { Count: >= 1 and <= CartLimits.MostItems })
        {
            errors["items"] = [CountRule];
            return [];
        }

        var read = new List<CartItem>();
        for (var i = 0; i < items.Count; i++)
        {
            if (Read(items[i], read, $"items[{i}]", errors) is { } item)
                read.Add(item);
        }

        return read;
    }

    private static CartItem? Read(CartItemRequest? item, List<CartItem> before, string path, Dictionary<string, string[]> errors)
    {
        if (!ProductId.IsOne(item?.ProductId))
            errors[$"{path}.productId"] = [IdRule];
        else if (before.Exists(other => other.ProductId == item!.ProductId))
            errors[$"{path}.productId"] = [$"Must be given once: '{item!.ProductId}' is in an item before."];

        if (!IsQuantity(item?.Quantity))
            errors[$"{path}.quantity"] = [QuantityRule];

        return errors.Count == 0 ? new CartItem(item!.ProductId!, item.Quantity!.Value) : null;
    }
}

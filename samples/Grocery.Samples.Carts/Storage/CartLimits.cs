namespace Grocery.Samples.Carts.Storage;

internal static class CartLimits
{
    /// <summary>The different products of one cart.</summary>
    public const int MostItems = 50;

    /// <summary>The units of one product in a cart.</summary>
    public const int LargestQuantity = 99;

    /// <summary>For how long an order is known, at least: much longer than anybody repeats that it was made.</summary>
    public static readonly TimeSpan OrderKnown = TimeSpan.FromDays(30);
}

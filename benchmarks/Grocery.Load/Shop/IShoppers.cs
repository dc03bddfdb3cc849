namespace Grocery.Load.Shop;

/// <summary>The customers that a load has. Safe for concurrent use.</summary>
internal interface IShoppers
{
    /// <summary>Gets somebody who has a cart already, any of the regular ones.</summary>
    Shopper AnyRegular();

    /// <summary>Gets somebody who checks out alone; <see langword="null"/> when all are at it.</summary>
    Shopper? TakeBuyer();

    /// <summary>Gives a buyer back.</summary>
    /// <param name="buyer">Who it was.</param>
    /// <param name="hasBought">Whether the cart is empty again.</param>
    void Return(Shopper buyer, bool hasBought);
}

using System.Diagnostics;

namespace Grocery.Platform.Testing.Fakes.TestApp;

/// <summary>Names this service for tests, and its spans.</summary>
public sealed class ShopService
{
    internal static readonly ActivitySource Source = new("Grocery.Shop");

    private ShopService()
    {
    }
}

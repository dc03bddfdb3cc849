extern alias products;

using Grocery.Samples.TestSupport;

[assembly: AssemblyFixture(typeof(Grocery.Samples.Carts.Tests.ProductShop))]

namespace Grocery.Samples.Carts.Tests;

/// <summary>The real product service, with its catalogue in memory.</summary>
public sealed class ProductShop : ShopServer<products::Program>
{
    /// <summary>Returns the ids of some products.</summary>
    public async Task<string[]> SomeAsync(int count) => (await GetAsync($"/products?pageSize={count}")).Texts("id");
}

using System.Text.Json.Serialization;

namespace Grocery.Samples.Orders.Clients;

/// <summary>Reads the cart of the user whose request is being answered.</summary>
internal sealed class CartClient(HttpClient http)
{
    public async Task<Cart> GetAsync(CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<Cart>(new Uri("cart", UriKind.Relative), cancellationToken))!;
}

/// <param name="Complete">All prices are known.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record Cart(IReadOnlyList<CartItem> Items, decimal Total, bool Complete);

/// <summary>What <see cref="Cart.Complete"/> promises is there: name, unit and price.</summary>
internal sealed record CartItem(string ProductId, string? Name, string? Unit, int Quantity, decimal? Price);

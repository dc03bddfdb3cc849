using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests;

/// <summary>The cart service on a real port.</summary>
public class CartsApp : ShopServer<Program>
{
    private HttpClient? _service;

    /// <summary>Gets a client with the token of a service.</summary>
    public HttpClient Service => _service ??= ServiceClient();

    public new CartsApp With(string key, string value)
    {
        base.With(key, value);
        return this;
    }

    /// <summary>Lets the product service take its time, where a test is not about that and the machine may be busy.</summary>
    public CartsApp WithPatience() =>
        With("Platform:Resilience:Clients:product:AttemptTimeout", "00:00:10").With("Platform:Resilience:Clients:product:Deadline", "00:00:30");

    public CartsApp With(Uri products) => With("Services:product", products.GetLeftPart(UriPartial.Authority));

    /// <summary>Returns a user that no other test has.</summary>
    public Shopper NewShopper()
    {
        var id = Guid.NewGuid().ToString();
        return new Shopper(id, ClientOf(id));
    }
}

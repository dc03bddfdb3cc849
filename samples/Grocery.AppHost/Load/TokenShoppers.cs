using System.Net.Http.Headers;
using Grocery.AppHost.Cloud;
using Grocery.Load.Requests;
using Grocery.Load.Shop;

namespace Grocery.AppHost.Load;

/// <summary>Shoppers without an account: the AppHost signs their tokens itself. Who checks out is new each time, so that no two checkouts meet.</summary>
internal sealed class TokenShoppers : IShoppers
{
    private const int Regulars = 100;

    // Over the longest deadline of the storefront: a request that has no answer by then has none at all.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly SigningKeys _keys;
    private readonly RequestSender _sender;
    private readonly Shopper[] _regulars;

    public TokenShoppers(HttpClient storefront, SigningKeys keys, IRequestLog log)
    {
        (_keys, _sender) = (keys, new RequestSender(storefront, log, Bound));
        _regulars = [.. Enumerable.Range(0, Regulars).Select(_ => CreateShopper())];
    }

    public Shopper CreateShopper()
    {
        var user = Guid.NewGuid().ToString();
        return new Shopper(_sender, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ShopperToken.Issue(_keys, user)));
    }

    public Shopper AnyRegular() => Random.Shared.GetItems(_regulars, 1)[0];

    public Shopper TakeBuyer() => CreateShopper();

    public void Return(Shopper buyer, bool hasBought)
    {
        // Nobody comes twice.
    }
}

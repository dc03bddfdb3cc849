using System.Net;
using System.Net.Http.Json;
using Grocery.Load.Requests;

namespace Grocery.Load.Shop;

/// <summary>Accounts that were made for this load, each signed in by the cookie of its own client, as a browser is.</summary>
internal sealed class Customers : IDisposable
{
    private readonly List<HttpClient> _clients = [];

    private Customers()
    {
    }

    /// <summary>Signs up so many.</summary>
    /// <exception cref="LoadException">The shop refuses.</exception>
    public static async Task<Customers> SignUpAsync(Uri storefront, int count, ShopPreparation preparation)
    {
        var customers = new Customers();
        try
        {
            for (var number = 0; number < count; number++)
                await customers.SignUpAsync(storefront, preparation);

            return customers;
        }
        catch
        {
            customers.Dispose();
            throw;
        }
    }

    public IReadOnlyList<Shopper> ToShoppers(Func<HttpClient, RequestSender> createSender) => [.. _clients.Select(client => new Shopper(createSender(client)))];

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private async Task SignUpAsync(Uri storefront, ShopPreparation preparation)
    {
        var client = LoadClient.Create(storefront, keepsCookies: true);
        _clients.Add(client);
        var account = new { name = $"load-{Guid.NewGuid():N}"[..20], password = Guid.NewGuid().ToString() };
        using var response = await preparation.SendAsync(client, new HttpRequestMessage(HttpMethod.Post, "/api/account") { Content = JsonContent.Create(account) });
        if (response.StatusCode == HttpStatusCode.Created)
            return;

        var wait = response.Headers.RetryAfter?.Delta is { } delta ? FormattableString.Invariant($" Come again in {delta.TotalSeconds:N0} s, or take fewer: --customers N") : "";
        throw new LoadException($"The shop signs no customer up: it answers {(int)response.StatusCode} to POST /api/account.{wait}");
    }
}

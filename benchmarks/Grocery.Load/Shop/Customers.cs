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
    public static async Task<Customers> SignUpAsync(Uri storefront, int count, CancellationToken cancellationToken)
    {
        var customers = new Customers();
        try
        {
            for (var number = 0; number < count; number++)
                customers._clients.Add(await SignUpAsync(storefront, cancellationToken));

            return customers;
        }
        catch
        {
            customers.Dispose();
            throw;
        }
    }

    /// <summary>Creates a client that keeps cookies and waits for ever: who uses it has a bound of its own.</summary>
    public static HttpClient CreateClient(Uri storefront) => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
    {
        BaseAddress = storefront,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public IReadOnlyList<Shopper> ToShoppers(Func<HttpClient, RequestSender> createSender) => [.. _clients.Select(client => new Shopper(createSender(client)))];

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private static async Task<HttpClient> SignUpAsync(Uri storefront, CancellationToken cancellationToken)
    {
        var client = CreateClient(storefront);
        var account = new { name = $"load-{Guid.NewGuid():N}"[..20], password = Guid.NewGuid().ToString() };
        try
        {
            using var response = await client.PostAsJsonAsync("/api/account", account, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Created)
                return client;

            var wait = response.Headers.RetryAfter?.Delta is { } delta ? $" Come again in {delta.TotalSeconds:N0} s, or take fewer: --customers N" : "";
            throw new LoadException($"The shop signs no customer up: it answers {(int)response.StatusCode} to POST /api/account.{wait}");
        }
        catch (Exception exception)
        {
            client.Dispose();
            if (exception is HttpRequestException)
                throw new LoadException($"The shop signs no customer up ({FailureKind.Of(exception)}).", exception);

            throw;
        }
    }
}

extern alias products;

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Grocery.Platform.TestSupport;
using Grocery.Samples.Shop.Identity;
using Grocery.Samples.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProductProgram = products::Program;

namespace Grocery.Samples.Orders.Tests.Checkouts;

/// <summary>Kills the order service where it stands, under load, again and again.</summary>
public sealed class CrashTests(PostgresServer server) : IAsyncLifetime
{
    private const int Buyers = 8;
    private const int Crashes = 3;
    private const int MostCrashes = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string[] Products = ["bananas-1kg", "whole-milk-1l", "strawberry-yoghurt-150g"];

    private readonly ShopServer<ProductProgram> _product = new();
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private CartStandIn _cart = null!;
    private string _database = null!;
    private NpgsqlDataSource _orders = null!;
    private NpgsqlDataSource _stock = null!;

    public async ValueTask InitializeAsync()
    {
        var products = await server.CreateDatabaseAsync();
        _product.With("ConnectionStrings:Products", products);
        await _product.InitializeAsync();
        _cart = await CartStandIn.StartAsync();
        _stock = NpgsqlDataSource.Create(products);
        _database = await server.CreateDatabaseAsync();
        _orders = NpgsqlDataSource.Create(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        await _cart.DisposeAsync();
        await _stock.DisposeAsync();
        await _orders.DisposeAsync();
    }

    [Fact]
    public async Task Whenever_it_is_killed_what_is_sold_and_what_is_in_stock_add_up()
    {
        var before = await StockAsync();
        var random = new Random(7);
        using var buying = new CancellationTokenSource();
        var buyers = Enumerable.Range(0, Buyers).Select(number => Task.Run(() => BuyAsync($"buyer-{number}", buying.Token))).ToArray();
        var interrupted = 0L;
        for (var crash = 0; crash < Crashes || (interrupted == 0 && crash < MostCrashes); crash++)
        {
            await using var service = await StartAsync();
            var placed = await CountAsync(_orders, "SELECT count(*) FROM orders");
            var more = random.Next(3, 20);
            await Eventually.HoldsAsync(async () => await CountAsync(_orders, "SELECT count(*) FROM orders") >= placed + more, "orders are placed", Patience);
            await service.SignalAsync("KILL");
            interrupted += await CountAsync(_orders, "SELECT count(*) FROM checkouts WHERE state = 'Pending'");
        }

        await using var last = await StartAsync();
        await buying.CancelAsync();
        var placedByBuyers = (await Task.WhenAll(buyers)).Sum();
        await Eventually.HoldsAsync(
            async () => await CountAsync(_orders, "SELECT count(*) FROM checkouts WHERE lease_until IS NOT NULL") == 0, "nothing is left to do", Patience);

        Assert.Equal(placedByBuyers, await CountAsync(_orders, "SELECT count(*) FROM orders"));
        Assert.True(interrupted > 0, "No crash came between two steps.");
        foreach (var product in Products)
        {
            var sold = await CountAsync(_orders, $"SELECT coalesce(sum(quantity), 0) FROM order_items WHERE product_id = '{product}'");
            Assert.Equal(before[product], sold + (await StockAsync())[product]);
        }

        Assert.Equal(await KeysAsync(_orders, "SELECT replace(order_id::text, '-', '') || ':' || product_id FROM order_items"), await KeysAsync(
            _stock, "SELECT idempotency_key FROM reservations WHERE released_at IS NULL"));
        Assert.Equal(await CountAsync(_orders, "SELECT count(*) FROM orders"), _cart.Ordered.Count);
    }

    // Orders until told to stop, and repeats what got no clear answer.
    private async Task<int> BuyAsync(string user, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = _address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", _product.Services.GetRequiredService<ShopTokens>().Issue(user, user));
        var placed = 0;
        while (!stop.IsCancellationRequested)
        {
            var key = Guid.NewGuid().ToString();
            bool? isPlaced;
            do
            {
                // Each time: the cart may be told only now of the order before, and be emptied by it.
                _cart.Put(user, [.. Products.Select(product => new CartLine(product, 1))]);
                isPlaced = await TryAsync(client, key);
            }
            while (isPlaced is null);

            if (isPlaced == false)
                return placed;

            placed++;
        }

        return placed;
    }

    // True: placed; false: sold out; null: nobody knows.
    private static async Task<bool?> TryAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(new { expectedTotal = 4.5m }) };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.Created)
                return true;
            if (response.StatusCode == HttpStatusCode.Conflict && (await response.ProblemAsync(HttpStatusCode.Conflict)).Text("title") == "Not enough stock")
                return false;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            // It is dead at the moment.
        }

        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        return null;
    }

    private async Task<ServiceProcess> StartAsync()
    {
        var service = ServiceProcess.Start(Repository.BuiltAssembly("Grocery.Samples.Orders"), new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = _address.ToString(),
            ["ConnectionStrings__Orders"] = _database,
            ["Services__product"] = _product.Address.GetLeftPart(UriPartial.Authority),
            ["Services__cart"] = _cart.Address.GetLeftPart(UriPartial.Authority),
            ["Identity__SigningKeys__test"] = ForgedToken.TestKey,
            ["Checkout__Deadline"] = "00:00:01.5",
            ["Checkout__Lease"] = "00:00:02",
            ["Checkout__RepairPeriod"] = "00:00:00.2",
            ["feature_management__feature_flags__1__enabled"] = "false",
        });
        (await service.ListeningAsync()).Dispose();
        return service;
    }

    private async Task<Dictionary<string, long>> StockAsync()
    {
        var stock = new Dictionary<string, long>();
        foreach (var product in Products)
            stock[product] = (await _product.GetAsync($"/products/{product}")).GetProperty("stock").GetInt64();

        return stock;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<SortedSet<string>> KeysAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            keys.Add(reader.GetString(0));

        return keys;
    }
}

using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using ServiceRootNamespace.Items;

namespace ServiceRootNamespace.Tests;

/// <summary>With the database that ConnectionStrings__Items names; the other tests run with it too when it is set.</summary>
public sealed class PostgresItemStoreTests
{
    private static readonly string? Database = Environment.GetEnvironmentVariable("ConnectionStrings__Items");

    [Fact]
    public async Task An_item_outlives_the_process()
    {
        Assert.SkipWhen(Database is null, "Set ConnectionStrings__Items to the connection string of a PostgreSQL.");
        Uri? location;
        await using (var first = new WebApplicationFactory<Program>())
        {
            using var client = await first.StartAsync();
            using var added = await client.PostAsJsonAsync("/items", new ItemRequest("milk"), TestContext.Current.CancellationToken);
            location = added.Headers.Location;
        }

        await using var second = new WebApplicationFactory<Program>();
        using var other = await second.StartAsync();

        Assert.Equal("milk", (await other.GetFromJsonAsync<Item>(location, TestContext.Current.CancellationToken))!.Name);
    }

    [Fact]
    public async Task Without_a_database_it_does_not_start_in_production()
    {
        Assert.SkipUnless(Database is null, "ConnectionStrings__Items is set.");
        await using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.UseEnvironment("Production"));

        Assert.Contains("ConnectionStrings:Items is not set", Assert.ThrowsAny<Exception>(service.StartServer).Message, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Http.Json;
using Grocery.Platform.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using ServiceRootNamespace.Items;

namespace ServiceRootNamespace.Tests;

public sealed class ItemTests
{
    [Fact]
    public async Task An_item_that_was_added_is_found_and_the_log_says_so()
    {
        var logs = new LogCapture();
        await using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.ConfigureTestServices(logs.AddTo));
        using var client = await service.StartAsync();

        using var added = await client.PostAsJsonAsync("/items", new ItemRequest("milk"), TestContext.Current.CancellationToken);
        var found = await client.GetFromJsonAsync<Item>(added.Headers.Location, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("milk", found!.Name);
        Assert.Equal(found.Id, logs.Expect(line => line.EventName == "ItemAdded").Attributes["ItemId"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task An_item_without_a_name_is_refused(string? name)
    {
        await using var service = new WebApplicationFactory<Program>();
        using var client = await service.StartAsync();

        using var refused = await client.PostAsJsonAsync("/items", new ItemRequest(name), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_item_that_is_not_there_is_not_found()
    {
        await using var service = new WebApplicationFactory<Program>();
        using var client = await service.StartAsync();

        using var missing = await client.GetAsync(new Uri($"/items/{Guid.NewGuid()}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}

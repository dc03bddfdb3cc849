using System.Net;
using System.Net.Http.Json;
using System.Text;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Products.Tests.Endpoints;

/// <summary>Each test reserves a product of its own, as they share a service.</summary>
public abstract class ReservationTests(ProductsApp app)
{
    [Fact]
    public async Task A_reservation_takes_stock()
    {
        using var response = await app.ReserveAsync("bananas-1kg", 3);

        var reservation = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal("bananas-1kg", reservation.Text("productId"));
        Assert.Equal(3, reservation.GetProperty("quantity").GetInt32());
        Assert.Equal(177, reservation.GetProperty("remaining").GetInt32());
        Assert.Equal($"/products/bananas-1kg/reservations/{reservation.Text("reservationId")}", response.Headers.Location?.OriginalString);
        Assert.Equal(177, await app.StockOfAsync("bananas-1kg"));
    }

    [Fact]
    public async Task Too_little_stock_is_a_conflict_that_says_how_much_there_is()
    {
        using var response = await app.ReserveAsync("mango", 66);

        var problem = await response.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(65, problem.GetProperty("available").GetInt32());
        Assert.Equal(65, await app.StockOfAsync("mango"));
    }

    [Fact]
    public async Task The_last_unit_can_be_reserved()
    {
        using var response = await app.ReserveAsync("watermelon", 30);

        var reservation = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(0, reservation.GetProperty("remaining").GetInt32());
    }

    [Theory]
    [InlineData("unicorn-1kg")]
    [InlineData("a'b")]
    public async Task An_unknown_product_cannot_be_reserved(string id)
    {
        using var response = await app.ReserveAsync(id, 1);

        await response.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_200_orders_for_50_units_exactly_50_succeed()
    {
        using var first = await app.ReserveAsync("clementines-1kg", 80);
        Assert.Equal(50, await app.StockOfAsync("clementines-1kg"));

        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => app.ReserveAsync("clementines-1kg", 1)));

        Assert.Equal(50, responses.Count(response => response.StatusCode == HttpStatusCode.Created));
        Assert.Equal(150, responses.Count(response => response.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(0, await app.StockOfAsync("clementines-1kg"));
    }

    [Fact]
    public async Task A_repeated_order_gets_the_same_reservation()
    {
        using var first = await app.ReserveAsync("lemons-500g", 5, "order-1");
        using var second = await app.ReserveAsync("lemons-500g", 5, "order-1");

        var made = await first.JsonAsync(HttpStatusCode.Created);
        var repeated = await second.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(made.GetRawText(), repeated.GetRawText());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(120, await app.StockOfAsync("lemons-500g"));
    }

    // With the last one in stock, whoever comes late must not be told that there is none left.
    [Theory]
    [InlineData("pineapple", 39, 0)]
    [InlineData("navel-oranges-2kg", 10, 99)]
    public async Task Orders_with_one_key_at_one_moment_reserve_once(string id, int reservedBefore, int left)
    {
        using var before = await app.ReserveAsync(id, reservedBefore);

        var responses = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => app.ReserveAsync(id, 1, $"order-2-{id}")));

        var reservations = await Task.WhenAll(responses.Select(response => response.JsonAsync(HttpStatusCode.Created)));
        Assert.Single(reservations.Select(reservation => reservation.Text("reservationId")).Distinct());
        Assert.Equal(left, await app.StockOfAsync(id));
    }

    [Theory]
    [InlineData("limes-4", 2)]
    [InlineData("kiwis-6", 1)]
    public async Task A_key_of_another_order_is_refused(string id, int quantity)
    {
        var key = $"order-3-{id}";
        using var first = await app.ReserveAsync("limes-4", 1, key);
        var before = await app.StockOfAsync(id);

        using var second = await app.ReserveAsync(id, quantity, key);

        await second.ProblemAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(before, await app.StockOfAsync(id));
    }

    [Fact]
    public async Task A_refused_order_leaves_its_key_unused()
    {
        using var refused = await app.ReserveAsync("galia-melon", 36, "order-4");
        using var smaller = await app.ReserveAsync("galia-melon", 35, "order-4");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Created, smaller.StatusCode);
    }

    [Fact]
    public async Task Only_a_service_may_reserve()
    {
        using var ana = app.ClientOf("ana");
        using var body = JsonContent.Create(new { quantity = 1 });
        var path = new Uri("/products/mango/reservations", UriKind.Relative);

        using var nobody = await app.Client.PostAsync(path, body, TestContext.Current.CancellationToken);
        using var user = await ana.PostAsync(path, body, TestContext.Current.CancellationToken);
        using var text = new HttpRequestMessage(HttpMethod.Post, path) { Content = body, Headers = { { "Accept", "text/plain" } } };
        using var plain = await app.Client.SendAsync(text, TestContext.Current.CancellationToken);

        await nobody.ProblemAsync(HttpStatusCode.Unauthorized);
        await user.ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (plain.StatusCode, plain.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_caller_that_asks_for_text_gets_the_problem_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/products/limes-4/reservations")
        {
            Headers = { { "Accept", "text/plain" } },
            Content = new StringContent("{", System.Text.Encoding.UTF8, "application/json"),
        };

        using var response = await app.Service.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(
            "The body is not the expected JSON", (await response.JsonAsync(HttpStatusCode.BadRequest)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_puts_the_stock_back_once()
    {
        using var response = await app.ReserveAsync("raspberries-125g", 10);
        var id = (await response.JsonAsync(HttpStatusCode.Created)).Text("reservationId");

        var releases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.ReleaseAsync("raspberries-125g", id)));

        Assert.All(releases, release => Assert.Equal(HttpStatusCode.NoContent, release.StatusCode));
        Assert.Equal(60, await app.StockOfAsync("raspberries-125g"));
    }

    [Fact]
    public async Task An_order_repeated_after_its_release_takes_nothing()
    {
        using var first = await app.ReserveAsync("blueberries-250g", 7, "order-5");
        var made = await first.JsonAsync(HttpStatusCode.Created);
        using var release = await app.ReleaseAsync("blueberries-250g", made.Text("reservationId"));

        using var second = await app.ReserveAsync("blueberries-250g", 7, "order-5");

        Assert.Equal(made.GetRawText(), (await second.JsonAsync(HttpStatusCode.Created)).GetRawText());
        Assert.Equal(80, await app.StockOfAsync("blueberries-250g"));
    }

    [Theory]
    [InlineData("strawberries-400g", "0197e5f0-0000-7000-8000-000000000000")]
    [InlineData("strawberries-400g", "not-a-guid")]
    [InlineData("a'b", "0197e5f0-0000-7000-8000-000000000000")]
    public async Task An_unknown_reservation_cannot_be_released(string product, string reservation)
    {
        using var response = await app.ReleaseAsync(product, reservation);

        await response.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_reservation_is_released_only_at_its_product()
    {
        using var response = await app.ReserveAsync("blackberries-125g", 5);
        var id = (await response.JsonAsync(HttpStatusCode.Created)).Text("reservationId");

        using var release = await app.ReleaseAsync("conference-pears-1kg", id);

        await release.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(40, await app.StockOfAsync("blackberries-125g"));
        Assert.Equal(95, await app.StockOfAsync("conference-pears-1kg"));
    }

    [Theory]
    [InlineData("""{"quantity":0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"quantity":-1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"quantity":1001}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"quantity":99999999999}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"quantity":1.5}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"quantity":"5"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"quantity":null}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"quantity":""", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("<quantity>1</quantity>", HttpStatusCode.UnsupportedMediaType, "application/xml")]
    [InlineData("quantity=1", HttpStatusCode.UnsupportedMediaType, "application/x-www-form-urlencoded")]
    public async Task A_bad_body_is_a_problem(string body, HttpStatusCode expected, string mediaType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var response = await app.Service.PostAsync(
            new Uri("/products/red-grapefruit/reservations", UriKind.Relative), content, TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(expected);
        Assert.DoesNotContain("ReservationRequest", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(80, await app.StockOfAsync("red-grapefruit"));
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_a_problem()
    {
        using var response = await app.ReserveAsync("red-grapefruit", 1, new string('k', 256));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty("Idempotency-Key", out _));
    }
}

public sealed class MemoryReservationTests(MemoryApp app) : ReservationTests(app), IClassFixture<MemoryApp>;

public sealed class PostgresReservationTests(PostgresApp app) : ReservationTests(app), IClassFixture<PostgresApp>;

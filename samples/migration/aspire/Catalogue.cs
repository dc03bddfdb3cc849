using System.Net;

namespace Grocery.Migration.Aspire;

/// <summary>Products, whose prices another service knows, and which it also sells.</summary>
internal static partial class Catalogue
{
    private static readonly Dictionary<int, string> Names = new() { [1] = "milk", [2] = "bread" };

    public static void AddCatalogue(this IHostApplicationBuilder builder) =>
        builder.Services.AddHttpClient("prices", client => client.BaseAddress = new Uri("http://prices"));

    public static void MapCatalogue(this IEndpointRouteBuilder app)
    {
        app.MapGet("/products/{id:int}", ShowAsync);
        app.MapPost("/products/{id:int}/orders", OrderAsync);
    }

    private static async Task<IResult> ShowAsync(int id, IHttpClientFactory clients, ILogger<Program> logger, CancellationToken cancellationToken)
    {
        if (!Names.TryGetValue(id, out var name))
            return Results.NotFound();

        using var client = clients.CreateClient("prices");
        var price = await client.GetStringAsync($"prices/{id}", cancellationToken);
        Priced(logger, name, price);
        return Results.Ok(new { name, price });
    }

    private static async Task<IResult> OrderAsync(int id, IHttpClientFactory clients, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient("prices");
        using var response = await client.PostAsync($"orders/{id}", content: null, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK ? Results.Ok(new { ordered = id }) : Results.StatusCode(StatusCodes.Status502BadGateway);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Product} costs {Price}")]
    private static partial void Priced(ILogger logger, string product, string price);
}

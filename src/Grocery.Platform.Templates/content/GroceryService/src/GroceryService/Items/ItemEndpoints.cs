namespace ServiceRootNamespace.Items;

/// <summary>Maps what the service answers to.</summary>
internal static partial class ItemEndpoints
{
    public static void MapItems(this IEndpointRouteBuilder app)
    {
        app.MapPost("/items", AddAsync);
        app.MapGet("/items/{id:guid}", FindAsync);
    }

    private static async Task<IResult> AddAsync(ItemRequest request, IItemStore store, ILogger<Item> logger, CancellationToken cancellationToken)
    {
        if (request.FindProblems() is { Count: > 0 } problems)
            return Results.ValidationProblem(problems);

        var item = new Item(Guid.NewGuid(), request.Name!.Trim());
        await store.AddAsync(item, cancellationToken);
        ItemAdded(logger, item.Id);
        return Results.Created(new Uri($"/items/{item.Id}", UriKind.Relative), item);
    }

    private static async Task<IResult> FindAsync(Guid id, IItemStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } item ? Results.Ok(item) : Results.NotFound();

    [LoggerMessage(EventId = 1, EventName = "ItemAdded", Level = LogLevel.Information, Message = "item {ItemId} added")]
    private static partial void ItemAdded(ILogger logger, Guid itemId);
}

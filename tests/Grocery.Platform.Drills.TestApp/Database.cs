using Npgsql;

namespace Grocery.Platform.Drills.TestApp;

/// <summary>Work on a database whose password changes while the service runs.</summary>
internal static class Database
{
    /// <summary>Adds <c>/query</c>, and <c>/login</c>, after which every request has to log in first.</summary>
    public static void MapDatabase(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/query", QueryAsync);
        endpoints.MapPost("/login", async (NpgsqlDataSource data) =>
        {
            data.Clear();
            return await QueryAsync(data);
        });
    }

    private static async Task<IResult> QueryAsync(NpgsqlDataSource data)
    {
        await using var command = data.CreateCommand("SELECT 'done'");
        return Results.Text((string?)await command.ExecuteScalarAsync());
    }
}

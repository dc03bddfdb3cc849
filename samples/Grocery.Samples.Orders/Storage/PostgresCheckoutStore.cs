using System.Text.Json;
using Grocery.Samples.Orders.Checkouts;
using Npgsql;
using NpgsqlTypes;

namespace Grocery.Samples.Orders.Storage;

/// <summary>Holds the checkouts in PostgreSQL. Every change is one statement, so it happens wholly or not at all.</summary>
internal sealed class PostgresCheckoutStore(NpgsqlDataSource database) : ICheckoutStore
{
    public Task<Checkout?> FindAsync(string userId, string idempotencyKey, CancellationToken cancellationToken) => ReadAsync(
        CheckoutStatements.Find,
        [new NpgsqlParameter<string>("user", userId), new NpgsqlParameter<string>("key", idempotencyKey)],
        cancellationToken);

    public Task<bool> BeginAsync(Checkout checkout, TimeSpan lease, CancellationToken cancellationToken) => ChangeAsync(
        CheckoutStatements.Begin,
        checkout.OrderId,
        lease,
        cancellationToken,
        new NpgsqlParameter<string>("user", checkout.UserId),
        new NpgsqlParameter<string>("key", checkout.IdempotencyKey),
        new NpgsqlParameter<string>("fingerprint", checkout.Fingerprint),
        new NpgsqlParameter("items", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(checkout.Items, JsonSerializerOptions.Web) });

    public Task<bool> CompleteAsync(Order order, TimeSpan lease, CancellationToken cancellationToken) => ChangeAsync(
        CheckoutStatements.Complete,
        order.OrderId,
        lease,
        cancellationToken,
        new NpgsqlParameter<DateTimeOffset>("created", order.CreatedAt),
        new NpgsqlParameter<int>("units", order.Items.Sum(item => item.Quantity)),
        new NpgsqlParameter<decimal>("total", order.Total),
        new NpgsqlParameter("slot", NpgsqlDbType.Text) { Value = (object?)order.DeliverySlot ?? DBNull.Value },
        new NpgsqlParameter("note", NpgsqlDbType.Text) { Value = (object?)order.Note ?? DBNull.Value },
        new NpgsqlParameter<string[]>("products", [.. order.Items.Select(item => item.ProductId)]),
        new NpgsqlParameter<string[]>("names", [.. order.Items.Select(item => item.Name)]),
        new NpgsqlParameter<string[]>("measures", [.. order.Items.Select(item => item.Unit)]),
        new NpgsqlParameter<int[]>("quantities", [.. order.Items.Select(item => item.Quantity)]),
        new NpgsqlParameter<decimal[]>("prices", [.. order.Items.Select(item => item.Price)]));

    public Task<bool> AbandonAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken) =>
        ChangeAsync(CheckoutStatements.Abandon, orderId, lease, cancellationToken);

    public Task<bool> AbandonExpiredAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken) =>
        ChangeAsync(CheckoutStatements.AbandonExpired, orderId, lease, cancellationToken);

    public Task DeferAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken) =>
        ChangeAsync(CheckoutStatements.Defer, orderId, lease, cancellationToken);

    public async Task EndAsync(Guid orderId, CancellationToken cancellationToken)
    {
        await using var command = CreateCommand(CheckoutStatements.End, new NpgsqlParameter<Guid>("order", orderId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<Checkout?> TakeDueAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        ReadAsync(CheckoutStatements.TakeDue, [new NpgsqlParameter<TimeSpan>("lease", lease)], cancellationToken);

    public async Task<bool> ForgetAsync(CancellationToken cancellationToken)
    {
        await using var command = CreateCommand(CheckoutStatements.Forget, new NpgsqlParameter<TimeSpan>("known", CheckoutLimits.UndoneKnown));
        return await command.ExecuteNonQueryAsync(cancellationToken) == CheckoutStatements.MostForgotten;
    }

    private async Task<bool> ChangeAsync(
        string statement, Guid orderId, TimeSpan lease, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = CreateCommand(
            statement, [new NpgsqlParameter<Guid>("order", orderId), new NpgsqlParameter<TimeSpan>("lease", lease), .. parameters]);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private async Task<Checkout?> ReadAsync(string statement, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = CreateCommand(statement, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private NpgsqlCommand CreateCommand(string statement, params NpgsqlParameter[] parameters)
    {
        var command = database.CreateCommand(statement);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static Checkout Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        Enum.Parse<CheckoutState>(reader.GetString(4)),
        JsonSerializer.Deserialize<OrderItem[]>(reader.GetString(5), JsonSerializerOptions.Web)!);
}

using Grocery.Samples.Products.Catalog;
using Npgsql;
using NpgsqlTypes;

namespace Grocery.Samples.Products.Storage;

/// <summary>Fills a database that has no product.</summary>
internal sealed class ProductSeed(IReadOnlyList<Product> catalog)
{
    public async Task FillAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM products)", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            return;

        await using var rows = await connection.BeginBinaryImportAsync(
            $"COPY products ({PostgresProductStore.Columns}, words) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var product in catalog)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(product.Id, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Name, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Category, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Unit, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Price, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(product.Stock, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(SearchWords.Of(product.Name), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }
}

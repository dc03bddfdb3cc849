using Npgsql;
using NpgsqlTypes;

namespace Grocery.Samples.Products.Storage;

/// <summary>The two statements of a page: how many products there are, and those of the page.</summary>
internal static class ProductListing
{
    // Only the conditions that are asked for: "category = $1 OR $1 IS NULL" would keep the planner from the index.
    public static NpgsqlBatchCommand Count(ProductFilter filter) => Where("SELECT count(*) FROM products", filter);

    public static NpgsqlBatchCommand Items(ProductFilter filter)
    {
        var command = Where($"SELECT {PostgresProductStore.Columns} FROM products", filter);
        command.CommandText += " ORDER BY name, id LIMIT @size OFFSET @offset";
        command.Parameters.Add(new NpgsqlParameter<int>("size", filter.PageSize));
        command.Parameters.Add(new NpgsqlParameter<long>("offset", filter.Offset));
        return command;
    }

    private static NpgsqlBatchCommand Where(string select, ProductFilter filter)
    {
        var command = new NpgsqlBatchCommand(select);
        var conjunction = " WHERE ";
        if (filter.Category is not null)
        {
            command.CommandText += conjunction + "category = @category";
            command.Parameters.Add(new NpgsqlParameter<string>("category", filter.Category));
            conjunction = " AND ";
        }

        if (filter.Words.Length > 0)
        {
            // Words are letters and digits only, so nothing in them needs escaping.
            command.CommandText += conjunction + "search @@ @search::tsquery";
            var search = string.Join(" & ", filter.Words.Select(word => $"'{word}':*"));
            command.Parameters.Add(new NpgsqlParameter("search", NpgsqlDbType.Text) { Value = search });
        }

        return command;
    }
}

using Grocery.Samples.Products.Catalog;

namespace Grocery.Samples.Products.Endpoints;

/// <summary>Reads the query that names the products themselves, as a cart asks for its items.</summary>
internal static class ProductIdsQuery
{
    public const string Name = "ids";
    public const int MostIds = 100;

    // A page of some ids has no other pages, and nothing to choose from.
    private static readonly string[] Others = ["category", "search", "page", "pageSize"];

    /// <summary>Tells whether the query names products. One that names none is bad, and not a question for all of them.</summary>
    public static bool IsIn(IQueryCollection query) => query.ContainsKey(Name);

    public static bool TryRead(IQueryCollection query, out string[] ids, out Dictionary<string, string[]> errors)
    {
        errors = Others.Where(query.ContainsKey).ToDictionary(other => other, _ => new[] { $"Must not be given together with {Name}." });
        var values = query[Name];
        ids = values.Count == 1 ? values[0]!.Split(',', StringSplitOptions.TrimEntries) : [];
        if (ids.Length is 0 or > MostIds || !Array.TrueForAll(ids, Slug.IsId))
            errors[Name] = [$"Must be given once, as 1 to {MostIds} product ids with commas between, such as 'bananas-1kg,limes-4'."];

        ids = [.. ids.Distinct(StringComparer.Ordinal)];
        return errors.Count == 0;
    }
}

using System.Globalization;
using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;

namespace Grocery.Samples.Products.Endpoints;

/// <summary>Reads the query of a product list, and reports everything that is wrong with it at once.</summary>
internal static class ProductListQuery
{
    public const int DefaultPageSize = 20;
    public const int LargestPageSize = 100;
    public const int LongestSearch = 100;

    public static bool TryRead(IQueryCollection query, out ProductFilter filter, out Dictionary<string, string[]> errors)
    {
        errors = [];
        var page = ReadNumber(query, "page", 1, int.MaxValue, errors);
        var pageSize = ReadNumber(query, "pageSize", DefaultPageSize, LargestPageSize, errors);
        var category = ReadCategory(query, errors);
        var words = ReadSearch(query, errors);
        filter = new ProductFilter(category, words, page, pageSize);
        return errors.Count == 0;
    }

    private static int ReadNumber(IQueryCollection query, string name, int fallback, int largest, Dictionary<string, string[]> errors)
    {
        if (ReadText(query, name, errors) is not { } text)
            return fallback;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= largest)
            return number;

        errors[name] = [$"Must be a whole number from 1 to {largest}."];
        return fallback;
    }

    private static string? ReadCategory(IQueryCollection query, Dictionary<string, string[]> errors)
    {
        if (ReadText(query, "category", errors) is not { } text)
            return null;

        var category = text.ToLowerInvariant();
        if (Slug.IsCategory(category))
            return category;

        errors["category"] = [$"Must be words joined by hyphens, such as 'personal-care', of {Slug.LongestCategory} characters at most."];
        return null;
    }

    private static string[] ReadSearch(IQueryCollection query, Dictionary<string, string[]> errors)
    {
        if (ReadText(query, "search", errors) is not { } text)
            return [];

        var words = text.Length > LongestSearch ? [] : SearchWords.Of(text);
        if (words.Length == 0)
            errors["search"] = [$"Must hold a letter or a digit, and {LongestSearch} characters at most."];

        return words;
    }

    // An empty parameter, as an HTML form sends it, counts as none.
    private static string? ReadText(IQueryCollection query, string name, Dictionary<string, string[]> errors)
    {
        var values = query[name];
        if (values.Count > 1)
            errors[name] = ["Must be given once."];

        return values.Count == 1 && !string.IsNullOrWhiteSpace(values[0]) ? values[0]!.Trim() : null;
    }
}

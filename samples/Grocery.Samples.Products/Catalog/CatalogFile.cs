using System.Globalization;
using System.Text.RegularExpressions;

namespace Grocery.Samples.Products.Catalog;

/// <summary>Reads the products that an empty store is filled with. One bad line refuses the whole file; every bad line is named.</summary>
internal static partial class CatalogFile
{
    private const string Header = "id,name,category,unit,price,stock";
    private const decimal HighestPrice = 1000m;
    private const int HighestStock = 1_000_000;

    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "Catalog", "products.csv");

    /// <exception cref="InvalidDataException">The file breaks a rule; the message names each line.</exception>
    public static IReadOnlyList<Product> Load(string path)
    {
        var products = new List<Product>();
        var problems = new List<string>();
        var lines = File.ReadAllLines(path);
        var first = Array.FindIndex(lines, HasContent);
        if (first < 0 || lines[first] != Header)
            throw new InvalidDataException($"{path}: the first line that is no comment must be '{Header}'.");

        for (var i = first + 1; i < lines.Length; i++)
        {
            if (!HasContent(lines[i]))
                continue;

            if (Parse(lines[i], products, out var product) is { } problem)
                problems.Add($"line {i + 1}: {problem}");
            else
                products.Add(product!);
        }

        if (products.Count == 0 && problems.Count == 0)
            throw new InvalidDataException($"{path} holds no product.");

        return problems.Count == 0
            ? products
            : throw new InvalidDataException($"{path} is not valid:{string.Concat(problems.Select(problem => $"\n  {problem}"))}");
    }

    private static bool HasContent(string line) => line.AsSpan().Trim() is { Length: > 0 } text && text[0] != '#';

    private static string? Parse(string line, List<Product> others, out Product? product)
    {
        product = null;
        if (line.Split(',') is not [var id, var name, var category, var unit, var price, var stock])
            return $"'{line}' must have the 6 fields {Header}; a field holds no comma.";
        if (!Slug.IsId(id))
            return $"the id '{id}' must be lower-case words and numbers joined by hyphens, {Slug.LongestId} characters at most.";
        if (others.Exists(other => other.Id == id))
            return $"the id '{id}' is used twice.";
        if (name.Length is 0 or > 100 || name.Trim() != name || SearchWords.Of(name).Length == 0)
            return $"the name of '{id}' must be 1 to 100 characters with a letter or digit and no space around.";
        if (others.Exists(other => other.Name == name))
            return $"the name '{name}' of '{id}' is used twice.";
        if (!Slug.IsCategory(category))
            return $"the category '{category}' of '{id}' must be lower-case words joined by hyphens.";
        if (!UnitPattern().IsMatch(unit))
            return $"the unit '{unit}' of '{id}' must be 'each', 'bunch', or a number and a measure, such as '500 g' or '6 pieces'.";
        if (!PricePattern().IsMatch(price)
            || !decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount is <= 0 or >= HighestPrice)
        {
            return $"the price '{price}' of '{id}' must be above 0 and below {HighestPrice}, with two decimals, such as '1.29'.";
        }

        if (!int.TryParse(stock, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > HighestStock)
            return $"the stock '{stock}' of '{id}' must be a whole number from 0 to {HighestStock}.";

        product = new Product(id, name, category, unit, amount, count);
        return null;
    }

    [GeneratedRegex(@"\A(each|bunch|[1-9]\d*(\.\d+)? (g|kg|ml|l|m|pieces|rolls|bags|tablets|sheets))\z", RegexOptions.CultureInvariant)]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"\A\d{1,4}\.\d{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PricePattern();
}

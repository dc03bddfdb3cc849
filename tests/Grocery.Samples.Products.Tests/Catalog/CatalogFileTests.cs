using Grocery.Samples.Products.Catalog;

namespace Grocery.Samples.Products.Tests.Catalog;

public sealed class CatalogFileTests : IDisposable
{
    private const string Header = "id,name,category,unit,price,stock";
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_catalogue_is_a_real_shop()
    {
        var products = CatalogFile.Load(CatalogFile.DefaultPath);

        Assert.True(products.Count >= 200);
        Assert.Equal(products.Count, products.Select(product => product.Id).Distinct().Count());
        Assert.Equal(products.Count, products.Select(product => product.Name.ToUpperInvariant()).Distinct().Count());
        Assert.All(products, product => Assert.InRange(product.Price, 0.50m, 15m));
        Assert.All(products, product => Assert.InRange(product.Stock, 10, 500));
        Assert.All(products.GroupBy(product => product.Category), category => Assert.True(category.Count() >= 5, category.Key));
        Assert.Superset(
            new HashSet<string> { "dairy", "bakery", "fruit", "vegetables", "meat", "fish", "frozen", "pantry", "beverages", "snacks", "household" },
            products.Select(product => product.Category).ToHashSet());
    }

    [Fact]
    public void An_id_begins_with_the_name()
    {
        var products = CatalogFile.Load(CatalogFile.DefaultPath);

        Assert.All(products, product => Assert.Subset(
            product.Id.Split('-').ToHashSet(), SearchWords.Of(product.Name).ToHashSet()));
    }

    [Fact]
    public void Comments_and_empty_lines_are_skipped()
    {
        File.WriteAllText(_file, $"# Dairy first.\n\n{Header}\n\n# Milk\nmilk-1l,Milk,dairy,1 l,1.20,5\n");

        var product = Assert.Single(CatalogFile.Load(_file));

        Assert.Equal(new Product("milk-1l", "Milk", "dairy", "1 l", 1.20m, 5), product);
    }

    [Theory]
    [InlineData("milk-1l,Milk,dairy,1 l,1.20", "6 fields")]
    [InlineData("milk-1l,Milk, whole,dairy,1 l,1.20,5", "6 fields")]
    [InlineData("Milk-1l,Milk,dairy,1 l,1.20,5", "the id 'Milk-1l'")]
    [InlineData("eggs-6,Milk,dairy,1 l,1.20,5", "the id 'eggs-6' is used twice")]
    [InlineData("milk-1l,Eggs,dairy,1 l,1.20,5", "the name 'Eggs'")]
    [InlineData("milk-1l,,dairy,1 l,1.20,5", "the name of 'milk-1l'")]
    [InlineData("milk-1l,Milk,Dairy,1 l,1.20,5", "the category 'Dairy'")]
    [InlineData("milk-1l,Milk,dairy,1 pint,1.20,5", "the unit '1 pint'")]
    [InlineData("milk-1l,Milk,dairy,1 l,1.2,5", "the price '1.2'")]
    [InlineData("milk-1l,Milk,dairy,1 l,0.00,5", "the price '0.00'")]
    [InlineData("milk-1l,Milk,dairy,1 l,-1.20,5", "the price '-1.20'")]
    [InlineData("milk-1l,Milk,dairy,1 l,1.20,-5", "the stock '-5'")]
    [InlineData("milk-1l,Milk,dairy,1 l,1.20,many", "the stock 'many'")]
    public void A_bad_line_is_named(string line, string problem)
    {
        File.WriteAllText(_file, $"{Header}\neggs-6,Eggs,dairy,6 pieces,1.99,5\n\n{line}\n");

        var exception = Assert.Throws<InvalidDataException>(() => CatalogFile.Load(_file));

        Assert.Contains("line 4: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,id\n")]
    [InlineData(Header)]
    public void A_file_without_products_is_refused(string text)
    {
        File.WriteAllText(_file, text);

        Assert.Throws<InvalidDataException>(() => CatalogFile.Load(_file));
    }

    [Fact]
    public void Every_bad_line_is_named_at_once()
    {
        File.WriteAllText(_file, $"{Header}\nx\ny\n");

        var exception = Assert.Throws<InvalidDataException>(() => CatalogFile.Load(_file));

        Assert.Contains("line 2: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("line 3: ", exception.Message, StringComparison.Ordinal);
    }
}

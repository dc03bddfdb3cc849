namespace Grocery.AppHost.Shop;

/// <summary>One service of the shop.</summary>
/// <param name="Name">Its name, which is also that of its database and its role there.</param>
/// <param name="Project">Its project, which is also the name of what it is built into.</param>
/// <param name="Port">Its port unless another is chosen.</param>
/// <param name="Sample">A path to try.</param>
/// <param name="Database">The name of its connection string, or <see langword="null"/> when it needs no database.</param>
internal sealed record ShopService(string Name, string Project, int Port, string Sample, string? Database)
{
    /// <summary>Gets the services, in the order in which they are shown.</summary>
    public static IReadOnlyList<ShopService> All { get; } =
    [
        new("storefront", "Grocery.Samples.Storefront", 8080, "/", "Users"),
        new("cart", "Grocery.Samples.Carts", 8081, "/openapi/v1.json", "Carts"),
        new("order", "Grocery.Samples.Orders", 8082, "/openapi/v1.json", "Orders"),
        new("product", "Grocery.Samples.Products", 8083, "/products?category=dairy", "Products"),
        new("summary", "Grocery.Samples.Summary", 8084, "/statistics", null),
    ];

    /// <summary>Gets what the build made of it: in the build's output, beside the folder of this program.</summary>
    /// <exception cref="ShopException">It is not built.</exception>
    public string Assembly
    {
        get
        {
            var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            var path = Path.Combine(here.Parent!.Parent!.FullName, Project, here.Name, $"{Project}.dll");
            return File.Exists(path)
                ? path
                : throw new ShopException($"{Name} is not built: there is no {path}. Run 'dotnet build', in the same configuration.");
        }
    }
}

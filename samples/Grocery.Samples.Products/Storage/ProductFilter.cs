namespace Grocery.Samples.Products.Storage;

/// <summary>Which products, and which page of them; ordered by name, then id.</summary>
/// <param name="Category">The category, or <see langword="null"/> for all.</param>
/// <param name="Words">The searched words; empty for no search.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="PageSize">The products of a page.</param>
internal sealed record ProductFilter(string? Category, string[] Words, int Page, int PageSize)
{
    /// <summary>Gets the number of products before the page, which may exceed <see cref="int.MaxValue"/>.</summary>
    public long Offset => (Page - 1L) * PageSize;
}

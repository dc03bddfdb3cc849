using Grocery.Samples.Products.Catalog;

namespace Grocery.Samples.Products.Storage;

/// <summary>The products and the reservations of their stock. Safe for concurrent use.</summary>
internal interface IProductStore
{
    Task<ProductPage> ListAsync(ProductFilter filter, CancellationToken cancellationToken);

    /// <summary>Returns those of the products that exist, ordered as in a list.</summary>
    Task<IReadOnlyList<Product>> ListByIdAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    Task<Product?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Returns every category with its number of products, in the order of the names.</summary>
    Task<IReadOnlyList<CategoryCount>> ListCategoriesAsync(CancellationToken cancellationToken);

    /// <summary>Takes stock for the caller in one atomic step; stock never falls below zero.</summary>
    Task<ReservationOutcome> ReserveAsync(ReservationOrder order, CancellationToken cancellationToken);

    /// <summary>Puts the stock of a reservation back, once however often it is called.</summary>
    /// <returns><see langword="false"/> when the product never had that reservation.</returns>
    Task<bool> ReleaseAsync(string productId, Guid reservationId, CancellationToken cancellationToken);
}

using Grocery.Samples.Orders.Checkouts;

namespace Grocery.Samples.Orders.Storage;

internal sealed record OrderPage(IReadOnlyList<Order> Items, int Page, int PageSize, long Total);

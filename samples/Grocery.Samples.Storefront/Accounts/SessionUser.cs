namespace Grocery.Samples.Storefront.Accounts;

internal sealed record SessionUser(string Name);

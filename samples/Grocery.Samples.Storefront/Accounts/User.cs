namespace Grocery.Samples.Storefront.Accounts;

internal sealed record User(Guid Id, string Name, string PasswordHash)
{
    // The hash belongs into no log.
    public override string ToString() => Name;
}

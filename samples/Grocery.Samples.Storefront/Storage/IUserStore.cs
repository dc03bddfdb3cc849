using Grocery.Samples.Storefront.Accounts;

namespace Grocery.Samples.Storefront.Storage;

/// <summary>The users of the shop. Safe for concurrent use.</summary>
internal interface IUserStore
{
    /// <returns><see langword="false"/> when somebody has the name.</returns>
    Task<bool> AddAsync(User user, CancellationToken cancellationToken);

    Task<User?> FindAsync(string name, CancellationToken cancellationToken);
}

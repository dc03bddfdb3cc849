using System.Collections.Concurrent;
using Grocery.Samples.Storefront.Accounts;

namespace Grocery.Samples.Storefront.Storage;

/// <summary>Holds the users in this process; a restart begins anew.</summary>
internal sealed class MemoryUserStore : IUserStore
{
    private readonly ConcurrentDictionary<string, User> _users = new(StringComparer.Ordinal);

    public Task<bool> AddAsync(User user, CancellationToken cancellationToken) => Task.FromResult(_users.TryAdd(UserName.KeyOf(user.Name), user));

    public Task<User?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_users.GetValueOrDefault(UserName.KeyOf(name)));
}

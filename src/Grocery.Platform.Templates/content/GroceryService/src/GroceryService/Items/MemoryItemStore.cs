using System.Collections.Concurrent;

namespace ServiceRootNamespace.Items;

/// <summary>Keeps items as long as the process lives.</summary>
internal sealed class MemoryItemStore : IItemStore
{
    private readonly ConcurrentDictionary<Guid, Item> _items = new();

    public Task AddAsync(Item item, CancellationToken cancellationToken)
    {
        _items[item.Id] = item;
        return Task.CompletedTask;
    }

    public Task<Item?> FindAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(_items.GetValueOrDefault(id));
}

namespace ServiceRootNamespace.Items;

/// <summary>Keeps items.</summary>
internal interface IItemStore
{
    Task AddAsync(Item item, CancellationToken cancellationToken);

    Task<Item?> FindAsync(Guid id, CancellationToken cancellationToken);
}

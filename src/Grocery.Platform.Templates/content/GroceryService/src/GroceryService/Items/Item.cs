namespace ServiceRootNamespace.Items;

/// <summary>What the service keeps. Put your own in its place.</summary>
public sealed record Item(Guid Id, string Name);

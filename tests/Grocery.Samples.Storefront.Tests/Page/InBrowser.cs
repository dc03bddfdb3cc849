namespace Grocery.Samples.Storefront.Tests.Page;

/// <summary>The tests that share one browser and one shop.</summary>
[CollectionDefinition]
public sealed class InBrowser : ICollectionFixture<ShopBrowser>;

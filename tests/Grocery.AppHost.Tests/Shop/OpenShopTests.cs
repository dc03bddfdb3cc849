namespace Grocery.AppHost.Tests.Shop;

/// <summary>The tests that share a shop; they run one behind the other.</summary>
[CollectionDefinition(nameof(OpenShop))]
public sealed class OpenShopTests : ICollectionFixture<OpenShop>;

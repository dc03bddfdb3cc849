namespace Grocery.Samples.Storefront.Tests.Accounts;

public sealed class MemoryAccountTests(StorefrontApp app) : AccountTests(app), IClassFixture<StorefrontApp>;

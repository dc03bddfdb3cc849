namespace Grocery.Samples.Products.Tests.Endpoints;

public sealed class StoresAgreeTests(MemoryApp memory, PostgresApp postgres) : IClassFixture<MemoryApp>, IClassFixture<PostgresApp>
{
    [Theory]
    [InlineData("/products?pageSize=100")]
    [InlineData("/products?pageSize=100&page=3")]
    [InlineData("/products?category=personal-care&pageSize=7&page=2")]
    [InlineData("/products?search=c&pageSize=100")]
    [InlineData("/products?search=s%20c")]
    [InlineData("/products?category=dairy&search=ye")]
    [InlineData("/products?ids=mango,whole-milk-1l,creme-fraiche-200g,no-such")]
    [InlineData("/products/creme-fraiche-200g")]
    [InlineData("/categories")]
    public async Task Both_stores_give_the_same_answer(string path)
    {
        var expected = await memory.GetAsync(path);
        var actual = await postgres.GetAsync(path);

        Assert.Equal(expected.GetRawText(), actual.GetRawText());
    }
}

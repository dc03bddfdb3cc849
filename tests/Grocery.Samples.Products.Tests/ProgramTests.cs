namespace Grocery.Samples.Products.Tests;

public sealed class ProgramTests
{
    private const string AnyPort = "http://127.0.0.1:0";

    [Theory]
    [InlineData(AnyPort)]
    [InlineData(null, $"--urls={AnyPort}")]
    public async Task The_address_comes_from_the_environment_or_the_command_line(string? variable, params string[] arguments)
    {
        await using var process = ServiceProcess.Start(
            typeof(Program).Assembly.Location, new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = variable }, arguments);
        using var client = await process.ListeningAsync();

        Assert.Equal("127.0.0.1", client.BaseAddress!.Host);
        Assert.NotEqual(8083, client.BaseAddress.Port);
        Assert.Contains(
            "dairy", await client.GetStringAsync(new Uri("/categories", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}

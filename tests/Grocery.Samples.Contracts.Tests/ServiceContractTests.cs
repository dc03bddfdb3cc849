using Grocery.Platform.TestSupport;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>Holds each service to the description that stands in the repository.</summary>
public sealed class ServiceContractTests
{
    [Theory]
    [InlineData("product", "Products")]
    [InlineData("cart", "Carts")]
    [InlineData("order", "Orders")]
    [InlineData("summary", "Summary")]
    [InlineData("storefront", "Storefront")]
    public async Task The_service_is_what_its_contract_says(string service, string project)
    {
        await using var process = ServiceProcess.Start(Repository.BuiltAssembly($"Grocery.Samples.{project}"));
        using var client = await process.ListeningAsync();
        var now = ContractDocument.Parse(
            await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken)).Normalize();
        var path = ContractDocument.PathOf(service);
        var old = File.Exists(path) ? ContractDocument.Load(service) : now;

        var breaking = ContractChanges.FindBreaking(old, now);

        var approval = Environment.GetEnvironmentVariable("APPROVE_CONTRACT");
        Assert.True(
            breaking.Count == 0 || approval == "breaking",
            $"{service} breaks its callers: {string.Join("; ", breaking)}. Keep the old form beside the new one until no caller is left; "
            + "then accept it by APPROVE_CONTRACT=breaking eng/test.sh Contracts.");
        if (approval is "1" or "breaking")
            await File.WriteAllTextAsync(path, now.ToString(), TestContext.Current.CancellationToken);

        Assert.True(
            File.Exists(path) && await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) == now.ToString(),
            $"{service} is no longer what {path} says. If it is meant, run APPROVE_CONTRACT=1 eng/test.sh Contracts and review the file.");
    }
}

using Grocery.Platform.TestSupport;

namespace Grocery.Samples.Storefront.Tests;

/// <summary>Starts services of the shop as processes, with the key that all tests sign by.</summary>
internal static class ShopServices
{
    public static ServiceProcess Start(string project, params (string Key, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?> { ["Identity__SigningKeys__test"] = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIG9mIDMyIGJ5dGVz" };
        foreach (var (key, value) in settings)
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        return ServiceProcess.Start(Repository.BuiltAssembly(project), environment);
    }
}

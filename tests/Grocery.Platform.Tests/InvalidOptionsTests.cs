using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

public sealed class InvalidOptionsTests
{
    public static TheoryData<string> Services => ["Grocery.Platform.TestApp", "Grocery.Samples.Products"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task One_error_names_all_wrong_keys_and_the_process_ends(string service)
    {
        await using var app = ServiceProcess.Start(Repository.BuiltAssembly(service), new Dictionary<string, string?>
        {
            ["Platform__Observability__Sampling__Ratio"] = "2",
            ["Platform__Management__Port"] = "http",
            ["Platform__Resilience__Defaults__MaxRetries"] = "-1",
            ["Platform__Health__Drain__Window"] = "soon",
        });

        var exitCode = await app.ExitAsync(TimeSpan.FromSeconds(30));

        Assert.NotEqual(0, exitCode);
        var error = string.Join('\n', app.Error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Contains(nameof(PlatformConfigurationException), error, StringComparison.Ordinal);
        Assert.Contains("The configuration has 4 problems", error, StringComparison.Ordinal);
        Assert.Contains("Platform:Observability:Sampling:Ratio is \"2\"; allowed: a number from 0 to 1.", error, StringComparison.Ordinal);
        Assert.Contains("Platform:Management:Port is \"http\"; allowed: a whole number from 1 to 65535.", error, StringComparison.Ordinal);
        Assert.Contains("Platform:Resilience:Defaults:MaxRetries is \"-1\"", error, StringComparison.Ordinal);
        Assert.Contains("Platform:Health:Drain:Window is \"soon\"", error, StringComparison.Ordinal);
        Assert.Contains("the environment variable Platform__Health__Drain__Window", error, StringComparison.Ordinal);
    }
}

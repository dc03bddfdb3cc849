using System.Diagnostics;
using System.Globalization;
using Grocery.Platform.TestSupport;

namespace Grocery.Samples.Shop.Tests.Compose;

/// <summary>The program behind the health check of the images, beside a real service with its real contract.</summary>
public sealed class ContainerProbeTests
{
    private static readonly string Service = Repository.BuiltAssembly("Grocery.Samples.Products");
    private static readonly string Contract = Path.Combine(Path.GetDirectoryName(Service)!, "grocery-probes.json");

    [Fact]
    public async Task It_is_healthy_while_the_service_lives_and_not_afterwards()
    {
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await using (var process = ServiceProcess.Start(Service, new Dictionary<string, string?> { ["Platform__Management__Port"] = port }))
        {
            using var client = await process.ListeningAsync();

            Assert.Equal((0, ""), await AskAsync(port, Contract));
            Assert.Equal((0, ""), await AskAsync(port, Contract, "startup"));
        }

        var (exitCode, error) = await AskAsync(port, Contract);
        Assert.Equal(1, exitCode);
        Assert.Contains($"http://localhost:{port}/health/live did not answer", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9090", 2, "Usage")]
    [InlineData("9090", 1, "no probe \"nonsense\"", "contract", "nonsense")]
    [InlineData("http", 1, "Platform__Management__Port is \"http\"", "contract")]
    [InlineData("0", 1, "Platform__Management__Port is \"0\"", "contract")]
    [InlineData("65536", 1, "Platform__Management__Port is \"65536\"; allowed: a whole number from 1 to 65535.", "contract")]
    [InlineData("9090", 1, "missing.json", "missing.json")]
    public async Task What_it_cannot_use_is_said(string port, int expected, string message, params string[] arguments)
    {
        var (exitCode, error) = await AskAsync(port, [.. arguments.Select(argument => argument == "contract" ? Contract : argument)]);

        Assert.Equal(expected, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no probe \"live\"")]
    [InlineData("""{"probes":[]}""", "no probe \"live\"")]
    [InlineData("""{"probes":{"live":{"scheme":"http","port":"9090","path":"/","timeoutSeconds":1}}}""", "\"port\" of the probe")]
    [InlineData("""{"probes":{"live":{"scheme":"http","port":70000,"path":"/","timeoutSeconds":1}}}""", "\"port\" of the probe has to be a whole number from 1 to 65535.")]
    [InlineData("""{"probes":{"live":{"scheme":"http","port":9090,"path":"/","timeoutSeconds":0}}}""", "\"timeoutSeconds\" of the probe")]
    [InlineData("""{"probes":{"live":{"scheme":"http","port":9090,"path":1,"timeoutSeconds":1}}}""", "\"path\" of the probe has to be a text.")]
    public async Task A_contract_that_is_none_is_said(string contract, string message)
    {
        var file = Path.Combine(Path.GetTempPath(), $"grocery-probes-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, contract, TestContext.Current.CancellationToken);
        try
        {
            var (exitCode, error) = await AskAsync("", file);

            Assert.Equal(1, exitCode);
            Assert.Contains(message, error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int ExitCode, string Error)> AskAsync(string port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.BuiltAssembly("Grocery.Platform.Health.Probe"), .. arguments]) { RedirectStandardError = true };
        start.Environment["Platform__Management__Port"] = port;
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error.Trim());
    }
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Grocery.Samples.Products.Tests;

public sealed partial class ProgramTests
{
    [Theory]
    [InlineData("ASPNETCORE_URLS", null)]
    [InlineData(null, "--urls")]
    public async Task The_address_comes_from_the_environment_or_the_command_line(string? variable, string? argument)
    {
        const string AnyPort = "http://127.0.0.1:0";
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { RedirectStandardOutput = true };
        if (variable is not null)
            start.Environment[variable] = AnyPort;
        if (argument is not null)
            start.ArgumentList.Add($"{argument}={AnyPort}");

        using var process = Process.Start(start)!;
        try
        {
            var line = "";
            while (!AddressPattern().IsMatch(line))
                line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("It ended.");

            using var client = new HttpClient { BaseAddress = new Uri(AddressPattern().Match(line).Value) };
            Assert.Contains("dairy", await client.GetStringAsync(new Uri("/categories", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex AddressPattern();
}

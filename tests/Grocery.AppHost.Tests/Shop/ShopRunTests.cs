using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Grocery.AppHost.Postgres;
using Grocery.AppHost.Processes;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Tests.Shop;

public sealed partial class ShopRunTests
{
    private const int Kill = 9;

    // Far under all that it could wait for: answers for 20 s, services for 35 s.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, int> _ports = ShopService.All.ToDictionary(service => service.Name, _ => FreePort.Next());
    private readonly int _consolePort = FreePort.Next();

    private int ProductPort => _ports["product"];

    private string[] Ports => [.. _ports.Select(port => $"--{port.Key}-port={port.Value}"), $"--console-port={_consolePort}"];

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task The_shop_opens_on_a_private_database_and_leaves_nothing_behind(int signal)
    {
        RequirePostgres();
        await using var shop = await ShopProcess.StartOpenAsync(Ports);
        using var client = new HttpClient();

        var dairy = await client.GetStringAsync(new Uri($"http://127.0.0.1:{ProductPort}/products?category=dairy"), TestContext.Current.CancellationToken);

        Assert.Contains("whole-milk-1l", await client.GetStringAsync(
            new Uri($"http://127.0.0.1:{ProductPort}/products?search=whole"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"category\":\"dairy\"", dairy, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{ProductPort}/products?category=dairy", shop.Output, StringComparison.Ordinal);
        Assert.Contains("in a private PostgreSQL", shop.Output, StringComparison.Ordinal);
        Assert.Matches(@"The shop is open after \d+\.\d s\.", shop.Output);
        Assert.DoesNotMatch(PasswordPattern(), shop.Output);
        var logs = LogFolderPattern().Match(shop.Output).Groups[1].Value;
        Assert.NotEmpty(await File.ReadAllTextAsync(Path.Combine(logs, "product.log"), TestContext.Current.CancellationToken));
        Assert.Contains(shop.Family(), _ => true);

        shop.Send(signal);

        Assert.Equal(0, await shop.WaitForExitAsync());
        AssertNothingIsLeft(shop);
    }

    [Fact]
    public async Task Without_a_database_the_shop_is_in_memory()
    {
        await using var shop = await ShopProcess.StartOpenAsync(["--no-database", .. Ports]);
        using var client = new HttpClient();

        var products = await client.GetStringAsync(new Uri($"http://127.0.0.1:{ProductPort}/products"), TestContext.Current.CancellationToken);

        Assert.Contains("\"total\":", products, StringComparison.Ordinal);
        Assert.Contains("in memory (--no-database)", shop.Output, StringComparison.Ordinal);
        Assert.Equal(ShopService.All.Count, shop.Family().Count());
        shop.Send(Signals.Terminate);
        Assert.Equal(0, await shop.WaitForExitAsync());
        AssertNothingIsLeft(shop);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_who_has_it_and_what_to_do()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var shop = ShopProcess.Start([.. Ports, $"--product-port={port}"]);

        Assert.Equal(1, await shop.WaitForExitAsync());

        Assert.Contains($"Port {port}", shop.Output, StringComparison.Ordinal);
        Assert.Contains("product", shop.Output, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} (", shop.Output, StringComparison.Ordinal);
        Assert.Contains("--port-offset", shop.Output, StringComparison.Ordinal);
        AssertNothingIsLeft(shop);
    }

    [Fact]
    public async Task A_service_that_dies_is_started_again()
    {
        await using var shop = await ShopProcess.StartOpenAsync(["--no-database", .. Ports]);

        Signals.Send(shop.FindChild("Grocery.Samples.Products.dll"), Kill);

        await shop.WaitForAsync("product runs again.");
        Assert.Contains("product ended with exit code 137", shop.Output, StringComparison.Ordinal);
        Assert.Contains("It is started again in 1 s.", shop.Output, StringComparison.Ordinal);
        await AnswersAsync("/products", HttpStatusCode.OK);
        shop.Send(Signals.Interrupt);
        Assert.Equal(0, await shop.WaitForExitAsync());
        AssertNothingIsLeft(shop);
    }

    [Fact]
    public async Task A_database_that_dies_is_started_again_while_the_services_live_on()
    {
        RequirePostgres();
        await using var shop = await ShopProcess.StartOpenAsync(Ports);

        Signals.Send(shop.FindChild("listen_addresses=127.0.0.1"), Kill);

        await AnswersAsync("/health/ready", HttpStatusCode.ServiceUnavailable);
        await AnswersAsync("/health/live", HttpStatusCode.OK);
        await shop.WaitForAsync("PostgreSQL runs again.");
        await AnswersAsync("/health/ready", HttpStatusCode.OK);
        Assert.Contains("postgres ended with exit code", shop.Output, StringComparison.Ordinal);
        shop.Send(Signals.Interrupt);
        Assert.Equal(0, await shop.WaitForExitAsync());
        AssertNothingIsLeft(shop);
    }

    [Fact]
    public async Task A_service_that_does_not_start_shows_its_last_lines()
    {
        await using var shop = ShopProcess.Start(
            ["--no-database", .. Ports], ("Platform__Service__Name", "not a name"));

        Assert.Equal(1, await shop.WaitForExitAsync());

        Assert.Contains(" ended with exit code ", shop.Output, StringComparison.Ordinal);
        Assert.Contains("Platform:Service:Name", shop.Output, StringComparison.Ordinal);
        AssertNothingIsLeft(shop);
    }

    [Fact]
    public async Task A_stop_while_the_shop_still_starts_leaves_nothing_behind()
    {
        RequirePostgres();
        await using var shop = ShopProcess.Start(Ports);
        await shop.WaitForAsync("Starting a private PostgreSQL");

        shop.Send(Signals.Interrupt);

        Assert.Equal(0, await shop.WaitForExitAsync());
        AssertNothingIsLeft(shop);
    }

    [Fact]
    public async Task A_second_interrupt_kills_what_does_not_stop()
    {
        await using var shop = await ShopProcess.StartOpenAsync(["--no-database", .. Ports]);
        Signals.Send(shop.FindChild("Grocery.Samples.Products.dll"), Signals.Stop);

        await InterruptTwiceAsync(shop);
    }

    [Fact]
    public async Task A_second_interrupt_kills_at_once_while_shoppers_wait_for_their_answers()
    {
        RequirePostgres();
        await using var shop = await ShopProcess.StartOpenAsync(["--load", "50", .. Ports]);
        Signals.Send(shop.FindChild("Grocery.Samples.Storefront.dll"), Signals.Stop);
        await shop.WaitForAsync("load ");

        await InterruptTwiceAsync(shop);
    }

    [Fact]
    public async Task A_second_interrupt_kills_a_drill_at_once()
    {
        RequirePostgres();
        await using var shop = ShopProcess.Start(["--drill", "product-hangs"]);
        await shop.WaitForAsync("product-hangs: ");

        await InterruptTwiceAsync(shop);
    }

    [Fact]
    public async Task A_killed_shop_takes_its_children_along()
    {
        RequirePostgres();
        await using var shop = await ShopProcess.StartOpenAsync(Ports);
        Assert.NotEmpty(shop.Family());

        shop.Kill();

        await Eventually.HoldsAsync(() => !shop.Family().Any(), "the children ended");
    }

    [Fact]
    public async Task Help_lists_the_options()
    {
        await using var shop = ShopProcess.Start(["--help"]);

        Assert.Equal(0, await shop.WaitForExitAsync());

        foreach (var option in new[] { "--port-offset N", "--product-port N", "--console-port N", "--no-database", "--load [RATE]", "--drill NAME", "--minutes N", "--help" })
            Assert.Contains(option, shop.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("--product-port=x", "--product-port")]
    [InlineData("--port-offset", "--port-offset")]
    [InlineData("--port-offset=65000", "The port of ")]
    public async Task A_bad_argument_is_named(string argument, string expected)
    {
        await using var shop = ShopProcess.Start([argument]);

        Assert.Equal(2, await shop.WaitForExitAsync());

        Assert.Contains(expected, shop.Output.Split('\n')[0], StringComparison.Ordinal);
    }

    private static async Task InterruptTwiceAsync(ShopProcess shop)
    {
        var took = await shop.InterruptTwiceAsync();

        Assert.Equal(130, await shop.WaitForExitAsync());
        Assert.True(took < AtOnce, $"It waited for something: {took}.");
        AssertNothingIsLeft(shop);
    }

    private static void RequirePostgres() =>
        Assert.True(PostgresBinaries.Find() is not null, $"PostgreSQL is not installed. {PostgresBinaries.HowToInstall}");

    private static void AssertNothingIsLeft(ShopProcess shop)
    {
        Assert.Empty(shop.Family());
        Assert.Empty(Directory.GetDirectories(shop.Folder, "grocery-*"));
    }

    [GeneratedRegex("[0-9A-F]{32}")]
    private static partial Regex PasswordPattern();

    [GeneratedRegex(@"logs: (\S+)")]
    private static partial Regex LogFolderPattern();

    private async Task AnswersAsync(string path, HttpStatusCode status)
    {
        using var client = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{ProductPort}{path}"), TestContext.Current.CancellationToken);
                return response.StatusCode == status;
            },
            $"{path} answers {status}");
    }
}

using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Grocery.AppHost.Tests.Console;

public sealed class ConsolePageTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private const float Patience = 60_000;
    private static readonly LocatorAssertionsToHaveTextOptions ForText = new() { Timeout = Patience };
    private static readonly LocatorAssertionsToContainTextOptions ForPart = new() { Timeout = Patience };
    private static readonly LocatorAssertionsToBeVisibleOptions ForSight = new() { Timeout = Patience };

    [Fact]
    public async Task The_page_shows_each_service_with_its_probes_and_its_traffic()
    {
        await using var window = await console.OpenAsync();
        await console.AskProductsAsync();

        foreach (var service in console.Shop.Services)
        {
            var card = window.Card(service.Name);
            await Expect(card.Locator(".state")).ToHaveTextAsync("ready", ForText);
            await Expect(card.Locator(".probe[data-is=up]")).ToHaveTextAsync(["live", "ready", "startup"], ForText);
            await Expect(card).ToContainTextAsync($"pid {service.Current.Process.Id}", ForPart);
        }

        await Expect(window.Page.Locator(".chart[data-key=rate] .legend")).ToContainTextAsync("product", ForPart);
    }

    [Fact]
    public async Task A_killed_service_is_seen_to_start_again()
    {
        await using var window = await console.OpenAsync();
        var card = window.Card("product");
        await Expect(card.Locator(".state")).ToHaveTextAsync("ready", ForText);
        var before = console.Shop.Service("product").Current.Process.Id;
        var restarts = console.Shop.Service("product").Restarts;

        await card.GetByRole(AriaRole.Button, new() { Name = "Kill product" }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        var happened = window.Page.Locator("#happened");
        await Expect(happened).ToContainTextAsync($"Killed product, pid {before}.", ForPart);
        await Expect(card).ToContainTextAsync($"{restarts + 1} restart", ForPart);
        await Expect(card.Locator(".state")).ToHaveTextAsync("ready", ForText);
        Assert.NotEqual(before, console.Shop.Service("product").Current.Process.Id);
    }

    [Fact]
    public async Task A_trace_is_a_waterfall_and_its_log_lines()
    {
        await console.AskProductsAsync();
        await using var window = await console.OpenAsync();

        await window.Page.Locator(".trace", new() { HasText = "GET /products" }).First.ClickAsync(new() { Timeout = Patience });

        var spans = window.Page.Locator("#waterfall .span");
        await Expect(spans.Filter(new() { HasText = "GET /products" })).ToBeVisibleAsync(ForSight);
        await Expect(spans.Nth(1)).ToBeVisibleAsync(ForSight);
        await spans.First.ClickAsync();
        await Expect(window.Page.Locator(".details")).ToContainTextAsync("http.route", ForPart);
        var traceId = await window.Page.Locator(".trace[aria-pressed=true]").GetAttributeAsync("data-key");
        await Expect(window.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(traceId!);
        await Expect(window.Page.Locator("#logs .line").First).ToContainTextAsync("product", ForPart);

        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Page.Locator("#waterfall .span")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Logs_are_searched_by_text_from_the_keyboard()
    {
        await using var window = await console.OpenAsync();
        await Expect(window.Page.Locator("#logs .line").First).ToBeVisibleAsync(ForSight);

        var text = $"only-{Guid.NewGuid():N}";
        await File.AppendAllLinesAsync(Path.Combine(console.Shop.LogFolder, "product.log"), [text], TestContext.Current.CancellationToken);

        await window.Page.Keyboard.PressAsync("/");
        await window.Page.Keyboard.TypeAsync(text);

        // Between the keys there is no line for a moment: one that stays alone was found.
        await Expect(window.Page.Locator("#logs .line")).ToHaveTextAsync([new Regex(text)], ForText);
        await console.AskProductsAsync();
        await Expect(window.Page.Locator("#logs .line")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("wide", 1600, 1000, ColorScheme.Light)]
    [InlineData("wide", 1600, 1000, ColorScheme.Dark)]
    [InlineData("phone", 390, 844, ColorScheme.Light)]
    [InlineData("phone", 390, 844, ColorScheme.Dark)]
    public async Task The_page_fits_the_screen(string name, int width, int height, ColorScheme colors)
    {
        await console.AskProductsAsync();
        await using var window = await console.OpenAsync(width, height, colors);
        await Expect(window.Page.Locator("#waterfall .span").First).ToBeVisibleAsync(ForSight);
        await Expect(window.Card("product").Locator(".state")).ToHaveTextAsync("ready", ForText);

        var folder = Directory.CreateDirectory(Repository.Path("artifacts", "screenshots")).FullName;
        var file = Path.Combine(folder, $"console-{name}-{colors.ToString().ToLowerInvariant()}.png");
        await window.Page.ScreenshotAsync(new() { Path = file, FullPage = width < 800 });

        Assert.Equal(width, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(new FileInfo(file).Length > 10_000);
    }
}

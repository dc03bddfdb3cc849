using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Grocery.AppHost.Tests.Console;

/// <summary>The page in a window; closing it fails when a script of the page did.</summary>
public sealed class ConsoleWindow : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();

    public ConsoleWindow(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    public IPage Page { get; }

    public ILocator Card(string service) => Page.GetByRole(AriaRole.Article, new() { Name = service, Exact = true });

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        Assert.Empty(_errors);
    }
}

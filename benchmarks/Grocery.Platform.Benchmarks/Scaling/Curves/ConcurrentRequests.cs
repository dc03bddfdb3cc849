using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>One service, and requests to it over so many connections at once.</summary>
internal sealed class ConcurrentRequests(Action<WebApplicationBuilder> add)
{
    private readonly InProcessServer _server = new();
    private WebApplication? _app;
    private int _users;

    public async Task StartAsync()
    {
        if (_users++ > 0)
            return;

        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<IServer>(_server);
        add(builder);
        _app = builder.Build();

        // A handler that awaits lets the other requests go on, so that all of them are under way at once.
        _app.MapGet("/products/{id}", static async (string id) =>
        {
            await Task.Yield();
            return id;
        });
        await _app.StartAsync();
    }

    public ValueTask StopAsync() => --_users == 0 ? _app!.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Sends requests.</summary>
    /// <param name="connections">How many are under way at once.</param>
    /// <param name="count">How many there are, at least one for each connection.</param>
    public Task SendAsync(int connections, int count) => Task.WhenAll(
        Enumerable.Range(0, connections).Select(i => Task.Run(() => SendAsync(_server.Connect(), ((count - 1 - i) / connections) + 1))));

    private static async Task SendAsync(Func<Task<int>> request, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (await request() is not StatusCodes.Status200OK and var status)
                throw new InvalidOperationException($"A request was answered {status}.");
        }
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Benchmarks;

/// <summary>Hands requests to the application as a server does, from memory, over any number of connections at once.</summary>
internal sealed class InProcessServer : IServer
{
    private Func<Task<int>> _request = () => throw new InvalidOperationException("The server has not been started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Gets what opens a connection: a function that sends one request over it, and returns the status. Not two at a time.</summary>
    public Func<Func<Task<int>>> Connect { get; private set; } = static () => throw new InvalidOperationException("The server has not been started.");

    /// <summary>Sends one request, over the same connection as the last one.</summary>
    /// <returns>The status of the answer.</returns>
    public Task<int> RequestAsync() => _request();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        Connect = () => new Connection<TContext>(application).RequestAsync;
        _request = Connect();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private sealed class Connection<TContext>(IHttpApplication<TContext> application)
        where TContext : notnull
    {
        // As in Kestrel, the host's context of one request serves the next on the connection.
        private TContext? _hostContext;

        public async Task<int> RequestAsync()
        {
            var features = new ConnectionFeatures<TContext> { HostContext = _hostContext };
            features.Set<IHttpRequestFeature>(new HttpRequestFeature
            {
                Method = "GET",
                Path = "/products/42",
                Protocol = "HTTP/1.1",
                Scheme = "http",
                Headers = { Host = "localhost" },
            });
            var response = new HttpResponseFeature();
            features.Set<IHttpResponseFeature>(response);
            features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            var context = application.CreateContext(features);
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, null);
            _hostContext = features.HostContext;
            return response.StatusCode;
        }
    }

    private sealed class ConnectionFeatures<TContext> : FeatureCollection, IHostContextContainer<TContext>
        where TContext : notnull
    {
        public TContext? HostContext { get; set; }
    }
}

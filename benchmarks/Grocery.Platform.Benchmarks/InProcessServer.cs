using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Benchmarks;

/// <summary>Hands requests to the application as a server does, from memory.</summary>
internal sealed class InProcessServer : IServer
{
    private Func<Task<int>> _request = () => throw new InvalidOperationException("The server has not been started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Sends one request.</summary>
    /// <returns>The status of the answer.</returns>
    public Task<int> RequestAsync() => _request();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        // As in Kestrel, the host's context of one request serves the next on the connection.
        TContext? hostContext = default;
        _request = async () =>
        {
            var features = new ConnectionFeatures<TContext> { HostContext = hostContext };
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
            hostContext = features.HostContext;
            return response.StatusCode;
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private sealed class ConnectionFeatures<TContext> : FeatureCollection, IHostContextContainer<TContext>
        where TContext : notnull
    {
        public TContext? HostContext { get; set; }
    }
}

using BenchmarkDotNet.Attributes;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>One request through the whole pipeline, without sockets: a bare service against one with observability.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private InProcessServer _server = null!;

    // Sources and meters are known by name in the whole process: each case has a process, and a service, of its own.
    [GlobalSetup(Target = nameof(Bare))]
    public async Task StartBareAsync() => _server = await StartAsync(builder => builder.Logging.ClearProviders());

    [GlobalSetup(Target = nameof(Observability))]
    public async Task StartSampledAsync() => _server = await StartAsync(builder => AddObservability(builder, "1"));

    [GlobalSetup(Target = nameof(ObservabilitySampledTenth))]
    public async Task StartSampledTenthAsync() => _server = await StartAsync(builder => AddObservability(builder, "0.1"));

    [GlobalSetup(Target = nameof(ObservabilityUnsampled))]
    public async Task StartUnsampledAsync() => _server = await StartAsync(builder => AddObservability(builder, "0"));

    [Benchmark(Baseline = true)]
    public Task Bare() => _server.RequestAsync();

    [Benchmark]
    public Task Observability() => _server.RequestAsync();

    [Benchmark]
    public Task ObservabilitySampledTenth() => _server.RequestAsync();

    [Benchmark]
    public Task ObservabilityUnsampled() => _server.RequestAsync();

    private static void AddObservability(WebApplicationBuilder builder, string ratio)
    {
        builder.Configuration["Platform:Observability:Sampling:Ratio"] = ratio;
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LogOutput>(services, Stream.Null));
        builder.AddPlatformObservability();
    }

    private static async Task<InProcessServer> StartAsync(Action<WebApplicationBuilder> add)
    {
        var server = new InProcessServer();
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<IServer>(server);
        add(builder);
        var app = builder.Build();
        app.MapGet("/products/{id}", (string id) => id);
        await app.StartAsync();
        return server;
    }

    /// <summary>Hands requests to the application as a server does, from memory.</summary>
    private sealed class InProcessServer : IServer
    {
        private Func<Task> _request = () => Task.CompletedTask;

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task RequestAsync() => _request();

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
                features.Set<IHttpResponseFeature>(new HttpResponseFeature());
                features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
                var context = application.CreateContext(features);
                await application.ProcessRequestAsync(context);
                application.DisposeContext(context, null);
                hostContext = features.HostContext;
            };
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    private sealed class ConnectionFeatures<TContext> : FeatureCollection, IHostContextContainer<TContext>
        where TContext : notnull
    {
        public TContext? HostContext { get; set; }
    }
}

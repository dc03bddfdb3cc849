// What the snippets of the pages take for granted: the usings of a web project, those that an editor adds, and the reader's own service.
global using System;
global using System.Collections.Generic;
global using System.ComponentModel.DataAnnotations;
global using System.Data.Common;
global using System.Diagnostics;
global using System.IO;
global using System.Linq;
global using System.Net;
global using System.Net.Http;
global using System.Net.Http.Json;
global using System.Threading;
global using System.Threading.Tasks;
global using Grocery.Platform;
global using Grocery.Platform.Config;
global using Grocery.Platform.Health;
global using Grocery.Platform.Observability;
global using Grocery.Platform.Resilience;
global using Grocery.Platform.Testing;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Hosting;
global using Microsoft.AspNetCore.Http;
global using Microsoft.AspNetCore.Http.Timeouts;
global using Microsoft.AspNetCore.Mvc;
global using Microsoft.AspNetCore.Mvc.Testing;
global using Microsoft.AspNetCore.Routing;
global using Microsoft.AspNetCore.SignalR;
global using Microsoft.AspNetCore.TestHost;
global using Microsoft.Extensions.Configuration;
global using Microsoft.Extensions.DependencyInjection;
global using Microsoft.Extensions.Diagnostics.HealthChecks;
global using Microsoft.Extensions.Hosting;
global using Microsoft.Extensions.Logging;
global using Microsoft.Extensions.Options;
global using Microsoft.FeatureManagement;
global using Microsoft.FeatureManagement.AspNetCore;
global using Microsoft.FeatureManagement.Mvc;
global using Npgsql;
global using OpenTelemetry.Metrics;
global using OpenTelemetry.Trace;
global using Polly;
global using Xunit;
global using Readers;
global using static Readers.Service;

namespace Readers
{
    /// <summary>The service that a page's reader has.</summary>
    public static class Service
    {
        public static WebApplicationBuilder builder => throw new NotSupportedException();

        public static WebApplication app => throw new NotSupportedException();

        public static IServiceProvider services => throw new NotSupportedException();

        public static HttpClient client => throw new NotSupportedException();

        public static HttpRequestMessage request => throw new NotSupportedException();

        public static HttpContent content => throw new NotSupportedException();

        public static Uri address => throw new NotSupportedException();

        public static IPlatformPipelines pipelines => throw new NotSupportedException();

        public static Order order => throw new NotSupportedException();

        public static string connectionString => throw new NotSupportedException();

        public static string password => throw new NotSupportedException();

        public static CancellationToken token => default;

        public static CancellationToken cancellationToken => default;

        public static string Checkout() => throw new NotSupportedException();

        public static string PlaceOrder() => throw new NotSupportedException();

        public static Task<string> GetBasketAsync(HttpContext context, CancellationToken token) => throw new NotSupportedException();

        public static ValueTask SaveAsync(Order order, CancellationToken token) => throw new NotSupportedException();
    }

    /// <summary>What the tests of the reader's service have.</summary>
    public static class Shop
    {
        public static WebApplicationFactory<Cache> With(Action<IWebHostBuilder> configure) => throw new NotSupportedException();

        public static Task<string> ReadAsync(this HttpClient client, string path) => throw new NotSupportedException();

        public static Task PlaceAsync(this HttpClient client, int order, string market) => throw new NotSupportedException();
    }

    public sealed record Order(Guid Id);

    public interface IProductStore
    {
        Task<string[]> ListAsync(CancellationToken token);
    }

    public sealed class Orders : Hub;

    public sealed class OrderConsumer
    {
        public Task StopAsync(CancellationToken token) => throw new NotSupportedException();
    }

    public sealed class Cache
    {
        public Task FillAsync(CancellationToken token) => throw new NotSupportedException();
    }

    public sealed class CacheCheck : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }

    public sealed class CheckoutOptions
    {
        public LimitOptions Limits { get; set; } = new();
    }

    public sealed class LimitOptions
    {
        [Range(1, 100)]
        public int Items { get; set; }
    }

    public sealed class QueueBusyException : Exception;
}

using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ServiceRootNamespace.Tests;

/// <summary>Waits for the service as a load balancer does.</summary>
internal static class ReadyService
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts the service, and returns a client as soon as it is ready.</summary>
    public static async Task<HttpClient> StartAsync(this WebApplicationFactory<Program> service)
    {
        var client = service.CreateClient();
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
                return client;

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Bound, $"The service was not ready within {Bound}: {answer.StatusCode}.");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

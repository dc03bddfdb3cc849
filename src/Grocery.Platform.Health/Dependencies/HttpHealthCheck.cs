using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>Sends a GET, and judges the status code.</summary>
internal sealed class HttpHealthCheck(HttpCheckClient client, Uri address, Func<HttpStatusCode, bool> isHealthy) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = Credentials();
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return isHealthy(response.StatusCode)
                ? HealthCheckResult.Healthy()
                : new(context.Registration.FailureStatus, $"answered {(int)response.StatusCode}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return DependencyFailure.Of(exception, context);
        }
    }

    private AuthenticationHeaderValue? Credentials() => address.UserInfo.Length == 0
        ? null
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
}

using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>Describes a failure by what kind it is. Its message may quote an address or a secret, so nobody sees it.</summary>
internal static class DependencyFailure
{
    public static HealthCheckResult Of(Exception exception, HealthCheckContext context) =>
        new(context.Registration.FailureStatus, Describe(exception));

    private static string Describe(Exception exception)
    {
        var type = exception.GetType().Name;
        return exception switch
        {
            HttpRequestException http => $"{type}, {http.HttpRequestError}",
            SocketException socket => $"{type}, {socket.SocketErrorCode}",
            _ => type,
        };
    }
}

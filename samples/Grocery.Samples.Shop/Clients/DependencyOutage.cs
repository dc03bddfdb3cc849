using System.Net.Sockets;
using Polly;

namespace Grocery.Samples.Shop.Clients;

/// <summary>Tells that another service did not answer, or not in time, or not with success.</summary>
public static class DependencyOutage
{
    /// <summary>Tells an outage by the exception of the call: from the connection, from the platform's pipeline, or from a body that stalls.</summary>
    public static bool Is(Exception exception) =>
        exception is HttpRequestException or SocketException or ExecutionRejectedException or TaskCanceledException { InnerException: TimeoutException };
}

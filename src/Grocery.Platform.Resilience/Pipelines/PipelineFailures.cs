using System.Data.Common;
using System.Net.Sockets;
using Grocery.Platform.Resilience.Outgoing;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Pipelines;

/// <summary>Which exceptions of the pipeline of a name may pass.</summary>
internal sealed record PipelineFailures(string Name, Func<Exception, bool> AreTransient)
{
    public static PipelineFailures DefaultFor(string name) => new(name, static exception => exception switch
    {
        DbException failure => failure.IsTransient,
        HttpRequestException => TransientFailure.Is(exception),
        TimeoutException or SocketException or IOException => true,
        _ => false,
    });

    public bool Include(Exception? exception, bool isCanceled) => exception switch
    {
        null => false,
        TimeoutRejectedException => true,
        OperationCanceledException => !isCanceled && AreTransient(exception),
        _ => AreTransient(exception),
    };
}

using System.Data.Common;
using System.Net.Sockets;
using Grocery.Platform.Resilience.Outgoing;
using Polly;
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

        // By a breaker or a limit, of this pipeline or one within: to ask again at once is what they are there to end.
        ExecutionRejectedException => false,
        OperationCanceledException => !isCanceled && Judge(exception),
        _ => Judge(exception),
    };

    // An attempt that was let in must be let out, whatever the service's own code does.
    private bool Judge(Exception exception)
    {
        try
        {
            return AreTransient(exception);
        }
        catch (Exception)
        {
            return false;
        }
    }
}

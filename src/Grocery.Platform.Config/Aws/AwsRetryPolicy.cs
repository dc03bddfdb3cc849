using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Grocery.Platform.Config.Aws;

/// <summary>
/// Repeats what the SDK's standard policy repeats, a wrong clock included, with full jitter, until the attempts or the time of the caller run
/// out. Unlike there, attempts are not rationed for all clients of the process together: a large tree under throttling, or a fleet within one
/// process, would run out of them.
/// </summary>
internal sealed class AwsRetryPolicy(int maxRetries, TimeProvider time) : StandardRetryPolicy(maxRetries)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(8);

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        return Task.Delay(Delay(context.Retries, Random.Shared.NextDouble()), time, context.CancellationToken);
    }

    /// <summary>Finds the delay before a retry, the first of which is 1: any time up to a limit that doubles.</summary>
    public static TimeSpan Delay(int retry, double random)
    {
        var limit = FirstDelay * Math.Pow(2, Math.Min(retry - 1, 30));
        return (limit < LongestDelay ? limit : LongestDelay) * random;
    }
}

using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Grocery.Platform.Config.Aws;

/// <summary>Counts the attempts of a request, keeps why the last one failed, and gives back the buffer of an answer that has been understood. Stands inside the SDK's retries.</summary>
internal sealed class AttemptHandler : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        var progress = ((AwsRequest)context.OriginalRequest).Progress;
        progress.CountAttempt();
        try
        {
            var reply = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            (executionContext.ResponseContext.HttpResponse as AwsBody)?.Release();
            return reply;
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            progress.Fail(exception);
            throw;
        }
    }
}

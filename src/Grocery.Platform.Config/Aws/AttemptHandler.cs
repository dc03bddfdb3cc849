using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Grocery.Platform.Config.Aws;

/// <summary>Counts the attempts of a request and keeps why the last one failed. Stands inside the SDK's retries.</summary>
internal sealed class AttemptHandler : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var request = (AwsJsonRequest)executionContext.RequestContext.OriginalRequest;
        request.Attempts++;
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            request.LastFailure = exception;
            throw;
        }
    }
}

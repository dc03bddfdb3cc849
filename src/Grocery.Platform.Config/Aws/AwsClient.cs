using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Aws;

/// <summary>
/// Calls an AWS service through the pipeline of the SDK, which brings credentials, signatures, the repair of a wrong clock, and spans.
/// Safe for concurrent use.
/// </summary>
internal sealed class AwsClient(AwsService service, AwsConnection connection)
    : AmazonServiceClient(connection.Credentials, new AwsClientConfig(service, connection))
{
    public string ArnPrefix => ((AwsClientConfig)Config).ArnPrefix;

    public string Address => ((AwsClientConfig)Config).Address;

    protected override IServiceMetadata ServiceMetadata => new Metadata(Config?.ServiceId ?? string.Empty);

    // Bodies hold secrets, and a setting for all clients of the process could turn this on.
    protected override bool SupportResponseLogging => false;

    public async Task<TReply> CallAsync<TRequest, TReply>(
        AwsOperation<TRequest, TReply> operation, TRequest request, ReadProgress progress, CancellationToken cancellationToken)
        where TRequest : AwsRequest
        where TReply : class
    {
        request.Progress = progress;
        var options = new InvokeOptions
        {
            RequestMarshaller = new AwsMarshaller<TRequest, TReply>(service, operation),
            ResponseUnmarshaller = new AwsUnmarshaller<TRequest, TReply>(operation),
        };
        var reply = await InvokeAsync<AwsReply<TReply>>(request, options, cancellationToken).ConfigureAwait(false);
        progress.CountCall();
        return reply.Value ?? throw new InvalidDataException("The answer is null.");
    }

    // Called by the constructor of the base class, when no field of this one is set.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new SigningHandler());
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(((AwsClientConfig)Config).Retries));
        pipeline.AddHandlerAfter<RetryHandler>(new AttemptHandler());
        pipeline.AddHandlerAfter<Unmarshaller>(new BodyHandler());
    }

    private sealed record Metadata(string ServiceId) : IServiceMetadata
    {
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}

using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Grocery.Platform.Config.Aws;

/// <summary>
/// Calls an AWS service that speaks JSON 1.1 through the pipeline of the SDK, which brings credentials, signatures, retries, the
/// repair of a wrong clock, and spans. Safe for concurrent use.
/// </summary>
internal sealed class AwsJsonClient(AwsService service, AwsConnection connection)
    : AmazonServiceClient(connection.Credentials, new AwsClientConfig(service, connection))
{
    public string ArnPrefix => ((AwsClientConfig)Config).ArnPrefix;

    public string Address => ((AwsClientConfig)Config).Address;

    protected override IServiceMetadata ServiceMetadata => new Metadata(Config?.ServiceId ?? string.Empty);

    // Bodies hold secrets, and a setting for all clients of the process could turn this on.
    protected override bool SupportResponseLogging => false;

    public async Task<TReply> CallAsync<TRequest, TReply>(
        AwsJsonOperation<TRequest, TReply> operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : AwsJsonRequest
        where TReply : class
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new AwsJsonMarshaller<TRequest, TReply>(service, operation),
            ResponseUnmarshaller = new AwsJsonUnmarshaller<TReply>(operation.Reply),
        };
        var reply = await InvokeAsync<AwsJsonReply<TReply>>(request, options, cancellationToken).ConfigureAwait(false);
        return reply.Value ?? throw new InvalidDataException("The answer is null.");
    }

    // Called by the constructor of the base class, when no field of this one is set.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new SigningHandler());
        pipeline.AddHandlerAfter<RetryHandler>(new AttemptHandler());
    }

    private sealed record Metadata(string ServiceId) : IServiceMetadata
    {
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}

using System.Text.Json;
using Amazon.Runtime.Internal;
using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>Asks for the first token of a session.</summary>
internal sealed class StartConfigurationSessionRequest : AwsRequest
{
    public static readonly AwsOperation<StartConfigurationSessionRequest, StartConfigurationSessionReply> Operation = new RestOperation();

    public required string ApplicationIdentifier { get; init; }

    public required string EnvironmentIdentifier { get; init; }

    public required string ConfigurationProfileIdentifier { get; init; }

    private sealed class RestOperation : AwsOperation<StartConfigurationSessionRequest, StartConfigurationSessionReply>
    {
        public override IRequest Write(AwsService service, StartConfigurationSessionRequest request)
        {
            var message = new DefaultRequest(request, service.Id)
            {
                HttpMethod = "POST",
                ResourcePath = "/configurationsessions",
                Content = JsonSerializer.SerializeToUtf8Bytes(request, AppConfigJson.Default.StartConfigurationSessionRequest),
            };
            message.Headers["Content-Type"] = "application/json";
            return message;
        }

        public override StartConfigurationSessionReply? Read(AwsBody body) =>
            JsonSerializer.Deserialize(body.Bytes.Span, AppConfigJson.Default.StartConfigurationSessionReply);
    }
}

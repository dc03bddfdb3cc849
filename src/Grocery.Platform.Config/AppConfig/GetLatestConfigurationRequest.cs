using System.Globalization;
using Amazon.Runtime.Internal;
using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>Asks for what is deployed since the token was given out.</summary>
internal sealed class GetLatestConfigurationRequest : AwsRequest
{
    public static readonly AwsOperation<GetLatestConfigurationRequest, GetLatestConfigurationReply> Operation = new RestOperation();

    public required string ConfigurationToken { get; init; }

    private sealed class RestOperation : AwsOperation<GetLatestConfigurationRequest, GetLatestConfigurationReply>
    {
        public override IRequest Write(AwsService service, GetLatestConfigurationRequest request)
        {
            // The SDK escapes parameters of the query, for the address and for the signature.
            var message = new DefaultRequest(request, service.Id) { HttpMethod = "GET", ResourcePath = "/configuration", UseQueryString = true };
            message.Parameters.Add("configuration_token", request.ConfigurationToken);
            return message;
        }

        public override GetLatestConfigurationReply Read(AwsBody body)
        {
            if (body.GetHeaderValue("Next-Poll-Configuration-Token") is not { Length: > 0 } token)
                throw new InvalidDataException("The answer has no token.");

            _ = int.TryParse(body.GetHeaderValue("Next-Poll-Interval-In-Seconds"), CultureInfo.InvariantCulture, out var seconds);

            // A copy: the body is only borrowed.
            var document = body.Bytes.IsEmpty
                ? null
                : new ConfigurationDocument(body.Bytes.ToArray(), body.ContentType, body.GetHeaderValue("Version-Label") ?? string.Empty);
            return new GetLatestConfigurationReply(token, TimeSpan.FromSeconds(Math.Max(seconds, 0)), document);
        }
    }
}

using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Grocery.Platform.Config.Aws;

/// <summary>The SDK's settings for calls that block the start: enough attempts for a fleet that boots at once, short time-outs.</summary>
internal sealed partial class AwsClientConfig : ClientConfig
{
    /// <summary>The longest time until the answer to one attempt begins.</summary>
    public static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(5);

    /// <summary>The longest time until a connection is open.</summary>
    public static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(2);

    private const int MostRetries = 10;

    private readonly AwsService _service;
    private readonly RegionEndpoint _region;

    public AwsClientConfig(AwsService service, AwsConnection connection)
        : base(new StandardDefaults())
    {
        _service = service;
        Retries = new AwsRetryPolicy(MostRetries, connection.Time);
        _region = RegionEndpoint.GetBySystemName(CheckedRegion(connection.FindRegion()));
        ServiceId = service.Id;
        AuthenticationServiceName = service.SigningName;
        RetryMode = RequestRetryMode.Standard;
        MaxErrorRetry = MostRetries;
        Timeout = LongestAttempt;
        ConnectTimeout = LongestConnect;
        AllowAutoRedirect = false;

        // Reading ServiceURL makes the SDK look for the endpoint variables. What it finds it forgets as soon as it looks for a Region.
        if ((connection.Endpoint?.AbsoluteUri ?? ServiceURL) is { } endpoint)
            ServiceURL = endpoint;
        else
            RegionEndpoint = _region;

        // Without it the SDK signs for us-east-1 as soon as there is an endpoint of its own.
        AuthenticationRegion = _region.SystemName;
    }

    public override string RegionEndpointServiceName => _service.Host;

    public override string ServiceVersion => "1.0";

    public override string UserAgent => "grocery-platform-config/1.0";

    /// <summary>Gets when a failed attempt is repeated.</summary>
    public AwsRetryPolicy Retries { get; }

    /// <summary>Gets what an ARN of this service starts with, for messages; the account is not known here.</summary>
    public string ArnPrefix => $"arn:{_region.PartitionName}:{_service.SigningName}:{_region.SystemName}:<account>:";

    /// <summary>Gets the address that is asked.</summary>
    public string Address => DetermineEndpoint().URL;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => DetermineEndpoint();

    private Endpoint DetermineEndpoint()
    {
        if (ServiceURL is { } custom)
        {
            return UseFIPSEndpoint || UseDualstackEndpoint
                ? throw new AwsSetupException("A custom AWS endpoint cannot be combined with AWS_USE_FIPS_ENDPOINT or AWS_USE_DUALSTACK_ENDPOINT. Unset one of them.")
                : new Endpoint(custom);
        }

        return new Endpoint($"https://{AwsHost.Find(_service, _region, UseFIPSEndpoint, UseDualstackEndpoint)}/");
    }

    private static string CheckedRegion(string? region) => region switch
    {
        null => throw new AwsSetupException("No AWS Region is known, so no request can be signed. Set AWS_REGION, such as eu-west-1."),
        _ when !RegionName().IsMatch(region) =>
            throw new AwsSetupException($"\"{region}\" is not an AWS Region. Set AWS_REGION to one, such as eu-west-1."),
        _ => region,
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z")]
    private static partial Regex RegionName();

    private sealed class StandardDefaults : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode) =>
            new DefaultConfiguration { RetryMode = RequestRetryMode.Standard };
    }
}

using Amazon.Runtime;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Aws;

/// <summary>Where AWS is and who asks. What is <see langword="null"/> the SDK finds by its own rules.</summary>
/// <param name="Endpoint">An endpoint in place of the Region's own.</param>
/// <param name="FindRegion">Finds the Region; <see langword="null"/> when there is none.</param>
/// <param name="Credentials">The credentials in place of the SDK's chain.</param>
internal sealed record AwsConnection(Uri? Endpoint, Func<string?> FindRegion, AWSCredentials? Credentials)
{
    private const string EndpointVariable = "AWS_ENDPOINT_URL";

    /// <summary>Gets the clock by which retries wait. Time-outs of the network always go by the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Takes what the configuration says under the names of the environment variables, of which another source, such as the command line, may have
    /// some too. What is in the environment alone is left to the SDK.
    /// </summary>
    /// <exception cref="PlatformConfigurationException">The endpoint is not an address.</exception>
    public static AwsConnection Of(IConfiguration configuration) =>
        new(EndpointIn(configuration), () => RegionIn(configuration), CredentialsIn(configuration));

    private static Uri? EndpointIn(IConfiguration configuration)
    {
        if (OfAnotherSource(configuration, EndpointVariable) is not { } text)
            return null;

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new PlatformConfigurationException(
                [new ConfigurationProblem(EndpointVariable, text, "an absolute http or https address, such as http://localhost:4566", "Mend or remove it.").ToString()]);
    }

    // The SDK knows AWS_REGION, the profile and the EC2 metadata, but not AWS_DEFAULT_REGION, which ECS and every other AWS tool set.
    private static string? RegionIn(IConfiguration configuration) =>
        Find(configuration, "AWS_REGION") ?? Find(configuration, "AWS_DEFAULT_REGION") ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName;

    private static AWSCredentials? CredentialsIn(IConfiguration configuration)
    {
        const string Key = "AWS_ACCESS_KEY_ID";
        const string Secret = "AWS_SECRET_ACCESS_KEY";
        if (OfAnotherSource(configuration, Key) is null && OfAnotherSource(configuration, Secret) is null)
            return null;
        if (Find(configuration, Key) is not { } key || Find(configuration, Secret) is not { } secret)
            return null;

        // One that is set to nothing belongs to other keys.
        return configuration["AWS_SESSION_TOKEN"] is { Length: > 0 } token ? new SessionAWSCredentials(key, secret, token) : new BasicAWSCredentials(key, secret);
    }

    private static string? OfAnotherSource(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value && value != Variable(name) ? value : null;

    private static string? Find(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 } value ? value : Variable(name);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

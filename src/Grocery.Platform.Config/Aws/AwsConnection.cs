using Amazon.Runtime;

namespace Grocery.Platform.Config.Aws;

/// <summary>Where AWS is and who asks. What is <see langword="null"/> the SDK finds by its own rules.</summary>
/// <param name="Endpoint">An endpoint in place of the Region's own.</param>
/// <param name="FindRegion">Finds the Region; <see langword="null"/> when there is none.</param>
/// <param name="Credentials">The credentials in place of the SDK's chain.</param>
internal sealed record AwsConnection(Uri? Endpoint, Func<string?> FindRegion, AWSCredentials? Credentials)
{
    public static readonly AwsConnection FromEnvironment = new(null, RegionFromEnvironment, null);

    /// <summary>Gets the clock by which retries wait. Time-outs of the network always go by the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    // The SDK knows AWS_REGION, the profile and the EC2 metadata, but not AWS_DEFAULT_REGION, which ECS and every other AWS tool set.
    private static string? RegionFromEnvironment() =>
        Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

namespace Grocery.Platform.Config.Aws;

/// <summary>An AWS service.</summary>
/// <param name="Id">The service id of its model; gives <c>AWS_ENDPOINT_URL_{ID}</c> and the name of its spans.</param>
/// <param name="Host">The first label of its host.</param>
/// <param name="SigningName">Its name in signatures, ARNs and actions.</param>
/// <param name="Target">What stands before the operation in <c>X-Amz-Target</c>; <see langword="null"/> for a REST service, which has no such header.</param>
internal sealed record AwsService(string Id, string Host, string SigningName, string? Target)
{
    public static readonly AwsService ParameterStore = new("SSM", "ssm", "ssm", "AmazonSSM") { IsPlainHostFipsInGovCloud = true };
    public static readonly AwsService SecretsManager = new("Secrets Manager", "secretsmanager", "secretsmanager", "secretsmanager") { IsPlainHostDualStack = true };
    public static readonly AwsService AppConfig = new("AppConfigData", "appconfigdata", "appconfig", null) { IsPlainHostFipsInGovCloud = true };

    /// <summary>Gets a value indicating whether GovCloud has no FIPS host apart, because its plain one is one.</summary>
    public bool IsPlainHostFipsInGovCloud { get; init; }

    /// <summary>Gets a value indicating whether the plain host answers by IPv6 as well, in the partitions that had the service before there were other hosts.</summary>
    public bool IsPlainHostDualStack { get; init; }
}

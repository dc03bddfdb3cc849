namespace Grocery.Platform.Config.Aws;

/// <summary>An AWS service that speaks JSON 1.1.</summary>
/// <param name="Id">The service id of its model; gives <c>AWS_ENDPOINT_URL_{Id}</c> and the name of its spans.</param>
/// <param name="Host">The first label of its host, which is also the service name in the signature.</param>
/// <param name="Target">What stands before the operation in <c>X-Amz-Target</c>.</param>
internal sealed record AwsService(string Id, string Host, string Target)
{
    public static readonly AwsService ParameterStore = new("SSM", "ssm", "AmazonSSM");
}

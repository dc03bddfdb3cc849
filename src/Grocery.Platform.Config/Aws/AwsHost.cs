using Amazon;

namespace Grocery.Platform.Config.Aws;

/// <summary>The host of a service in a Region, by the rules of AWS's service models.</summary>
internal static class AwsHost
{
    private const string GovCloud = "aws-us-gov";

    // The SDK knows the other suffix of a partition alone.
    private static readonly Dictionary<string, string> DualStackSuffixes = new()
    {
        ["aws"] = "api.aws",
        [GovCloud] = "api.aws",
        ["aws-cn"] = "api.amazonwebservices.com.cn",
        ["aws-eusc"] = "api.amazonwebservices.eu",
        ["aws-iso"] = "api.aws.ic.gov",
        ["aws-iso-b"] = "api.aws.scloud",
        ["aws-iso-e"] = "api.cloud-aws.adc-e.uk",
        ["aws-iso-f"] = "api.aws.hci.ic.gov",
    };

    public static string Find(AwsService service, RegionEndpoint region, bool isFips, bool isDualStack)
    {
        var partition = region.PartitionName;
        var isPlain = !isFips || (service.IsPlainHostFipsInGovCloud && partition == GovCloud && !isDualStack);
        var hasOwnSuffix = isDualStack && !(service.IsPlainHostDualStack && partition is "aws" or "aws-cn" or GovCloud);
        var suffix = hasOwnSuffix ? DualStackSuffixes.GetValueOrDefault(partition, DualStackSuffixes["aws"]) : region.PartitionDnsSuffix;
        return $"{service.Host}{(isPlain ? "" : "-fips")}.{region.SystemName}.{suffix}";
    }
}

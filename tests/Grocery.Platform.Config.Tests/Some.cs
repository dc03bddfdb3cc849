using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Tests;

/// <summary>Test data: the service "products" in the environment "dev".</summary>
internal static class Some
{
    public const string SharedPath = "/grocery/dev/shared/";
    public const string ServicePath = "/grocery/dev/products/";

    public static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "products", EnvironmentName = "Dev" });
        builder.Configuration.AddInMemoryCollection(settings.GroupBy(setting => setting.Key).ToDictionary(group => group.Key, string? (group) => group.Last().Value));
        return builder;
    }

    public static HostApplicationBuilder BuilderWithParameters(params (string Key, string Value)[] settings) =>
        Builder([("Platform:Config:ParameterStore:Enabled", "true"), .. settings]);

    public static AwsConnection Connection(AwsEndpoint endpoint) => new(
        endpoint.Address, () => AwsEndpoint.Region, new BasicAWSCredentials(AwsEndpoint.AccessKey, AwsEndpoint.SecretKey));
}

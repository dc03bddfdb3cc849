using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Aws;

/// <summary>How a service names itself on the wire.</summary>
/// <param name="SigningName">The service in the scope of a signature, which also stands in ARNs and actions.</param>
/// <param name="Target">What stands before the operation.</param>
internal sealed record AwsWireService(string SigningName, string Target)
{
    public static readonly AwsWireService ParameterStore = new("ssm", "AmazonSSM");
    public static readonly AwsWireService SecretsManager = new("secretsmanager", "secretsmanager");
    public static readonly AwsWireService AppConfig = new("appconfig", "AppConfigData");

    public bool IsRest => this == AppConfig;

    public string ContentType => IsRest ? "application/json" : "application/x-amz-json-1.1";

    /// <summary>Finds the operation that a request asks for.</summary>
    public static (AwsWireService Service, string Operation) Find(HttpRequest request) =>
        (request.Headers["X-Amz-Target"].ToString(), request.Method, request.Path.Value) switch
        {
            ("", "POST", "/configurationsessions") => (AppConfig, "AppConfigData.StartConfigurationSession"),
            ("", "GET", "/configuration") => (AppConfig, "AppConfigData.GetLatestConfiguration"),
            ("", _, _) => (AppConfig, "AppConfigData.Unknown"),
            var (target, _, _) when target.StartsWith("secretsmanager.", StringComparison.Ordinal) => (SecretsManager, target),
            var (target, _, _) => (ParameterStore, target),
        };
}

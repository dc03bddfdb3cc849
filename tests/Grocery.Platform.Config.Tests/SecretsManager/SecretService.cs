using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Config.Tests.SecretsManager;

/// <summary>The settings of a service that reads secrets and nothing else.</summary>
internal static class SecretService
{
    public const string Section = "Platform:Config:SecretsManager";

    public static (string Key, string Value)[] Settings(params (string Key, string Value)[] settings) =>
    [
        ("Platform:Config:ParameterStore:Enabled", "false"),
        ($"{Section}:Enabled", "true"),
        .. settings.Select(setting => ($"{Section}:{setting.Key}", setting.Value)),
    ];

    public static Task<RunningService> StartAsync(AwsEndpoint aws, params (string Key, string Value)[] settings) =>
        RunningService.StartAsync(aws, Settings(settings));

    /// <summary>Starts a service that must not start, and returns the refusal.</summary>
    public static async Task<string> RefusalAsync(AwsEndpoint aws, params (string Key, string Value)[] settings)
    {
        var text = (await Assert.ThrowsAsync<PlatformConfigurationException>(() => StartAsync(aws, settings))).ToString();

        Assert.DoesNotContain("never-shown", text, StringComparison.Ordinal);
        return text;
    }
}

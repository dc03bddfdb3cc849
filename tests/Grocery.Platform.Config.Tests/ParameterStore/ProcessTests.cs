using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests.ParameterStore;

/// <summary>The real thing: a process with the environment that a container has.</summary>
public sealed class ProcessTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/grocery/dev/shared/Currency", "EUR");
        _aws.Parameters.Put("/grocery/dev/products/Limits/Orders", "12");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Theory]
    [InlineData("AWS_REGION", "AWS_ENDPOINT_URL")]
    [InlineData("AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_SSM")]
    public async Task A_process_reads_its_parameters_with_what_its_environment_says(string regionVariable, string endpointVariable)
    {
        var (exitCode, output, error) = await RunAsync(
            (regionVariable, AwsEndpoint.Region), (endpointVariable, _aws.Address.AbsoluteUri), ("Limits__Orders", null));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(["Currency=EUR", "Limits:Orders=12"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_environment_of_a_process_wins_over_its_parameters()
    {
        var (_, output, _) = await RunAsync(
            ("AWS_REGION", AwsEndpoint.Region), ("AWS_ENDPOINT_URL", _aws.Address.AbsoluteUri), ("Limits__Orders", "99"));

        Assert.Contains("Limits:Orders=99", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_without_a_Region_does_not_start()
    {
        var (exitCode, _, error) = await RunAsync(("AWS_ENDPOINT_URL", _aws.Address.AbsoluteUri));

        Assert.Equal(1, exitCode);
        Assert.Contains("Set AWS_REGION", error, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public async Task A_process_without_credentials_does_not_start()
    {
        var (exitCode, _, error) = await RunAsync(
            ("AWS_REGION", AwsEndpoint.Region), ("AWS_ENDPOINT_URL", _aws.Address.AbsoluteUri), ("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null));

        Assert.Equal(1, exitCode);
        Assert.Contains("Give the process credentials", error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(params (string Key, string? Value)[] environment)
    {
        var inherited = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("AWS_", StringComparison.Ordinal));
        Dictionary<string, string?> variables = new(inherited.Select(name => KeyValuePair.Create(name, (string?)null)))
        {
            ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["HOME"] = AppContext.BaseDirectory,
            ["Platform__Config__ParameterStore__Enabled"] = "true",
            ["Platform__Service__Name"] = "products",
            ["DOTNET_ENVIRONMENT"] = "Dev",
            ["PRINT"] = "Currency,Limits:Orders",
        };
        foreach (var (key, value) in environment)
            variables[key] = value;

        return Command.TryRunAsync("dotnet", [Repository.BuiltAssembly("Grocery.Platform.Config.TestApp")], environment: variables);
    }
}

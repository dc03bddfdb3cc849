using System.Text.Json;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Cli.Tests;

/// <summary>The command as a process of its own.</summary>
internal static class Tool
{
    /// <summary>Gets what the tests and the services were built in.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name.StartsWith("release", StringComparison.Ordinal) ? "Release" : "Debug";

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(Dictionary<string, string?> environment, params string[] arguments) =>
        Command.TryRunAsync("dotnet", [Repository.BuiltAssembly("Grocery.Platform.Cli"), .. arguments], environment: environment);

    /// <summary>Asks the doctor about one of the services, as it was built with the tests.</summary>
    public static Task<DoctorAnswer> DoctorAsync(string project, params string[] arguments) => DoctorAsync(project, [], arguments);

    public static async Task<DoctorAnswer> DoctorAsync(string project, Dictionary<string, string?> environment, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(environment, ["doctor", project, "--no-build", "--configuration", Configuration, "--json", .. arguments]);
        Assert.True(exitCode is 0 or 1, $"{exitCode}: {output}\n{error}");
        return new DoctorAnswer(exitCode, JsonDocument.Parse(output).RootElement, output);
    }

    /// <summary>Gets the variables by which a service, or the command, reaches an AWS endpoint.</summary>
    public static Dictionary<string, string?> VariablesOf(AwsEndpoint aws) => new()
    {
        ["AWS_ENDPOINT_URL"] = aws.Address.ToString(),
        ["AWS_REGION"] = AwsEndpoint.Region,
        ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,
    };

    public static string Service(string name) => Repository.Path("tests", "Grocery.Platform.Cli.Services", name);
}

using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

public sealed partial class ConfigAlertTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_and_label_of_the_rules_of_configuration_is_in_a_scrape()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        aws.Parameters.Put("/grocery/dev/products/A", "1");
        var management = FreePort.Next();
        await using var service = Start(aws, management);
        (await service.ListeningAsync()).Dispose();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{management}") };
        aws.Parameters.Put("/grocery/dev/products/Platform/Observability/Sampling/Ratio", "too much");
        (await client.PutAsJsonAsync("/config", new { refresh = "now" }, Stop)).Dispose();
        aws.Fail(AwsFault.AccessDenied);
        (await client.PutAsJsonAsync("/config", new { refresh = "now" }, Stop)).Dispose();
        var rules = await File.ReadAllTextAsync(Repository.Path("infra", "monitoring", "alerts", "config.yml"), Stop);

        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);

        string[] names = [.. NamePattern().Matches(rules).Select(match => match.Value).Distinct()];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches($@"(?m)^([^#]*[{{,])?{name}[{{= ]", text));
        Assert.Contains("error_type=\"denied\"", text, StringComparison.Ordinal);
    }

    private static ServiceProcess Start(AwsEndpoint aws, int management) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.TestApp"),
        new Dictionary<string, string?>
        {
            ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,
            ["AWS_REGION"] = AwsEndpoint.Region,
            ["AWS_ENDPOINT_URL"] = aws.Address.AbsoluteUri,
            ["DOTNET_ENVIRONMENT"] = "Dev",
            ["Platform__Service__Name"] = "products",
            ["Platform__Management__Port"] = $"{management}",
            ["Platform__Config__ParameterStore__Enabled"] = "true",
        });

    [GeneratedRegex(@"\bgrocery_\w+")]
    private static partial Regex NamePattern();
}

using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Migration.Tests;

/// <summary>From the configuration provider of AWS for Parameter Store.</summary>
public sealed class SsmTests : IAsyncLifetime
{
    private const string Path = "/grocery/prod/pantry/";
    private const string ApiKey = "key-of-the-partner";

    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put(Path + "Orders/Limit", "7");
        _aws.Parameters.Put(Path + "Regions", "eu,us", "StringList");
        _aws.Parameters.Put(Path + "ApiKey", ApiKey, "SecureString");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Both_answer_alike_and_follow_a_change()
    {
        foreach (var stage in MigratedService.Stages)
        {
            _aws.Parameters.Put(Path + "Orders/Limit", "7");
            await using var service = await StartAsync(stage);

            Assert.Equal("""200 {"limit":7}""", await service.AskAsync("/limit"));
            Assert.Equal("""200 {"regions":["eu","us"]}""", await service.AskAsync("/regions"));
            Assert.Equal("""200 {"known":true}""", await service.AskAsync("/partner"));
            _aws.Parameters.Put(Path + "Orders/Limit", "9");
            await Eventually.HoldsAsync(async () => await service.AskAsync("/limit") == """200 {"limit":9}""", $"{stage} follows");
        }
    }

    [Fact]
    public async Task A_bad_parameter_no_longer_fails_requests()
    {
        await using var before = await StartAsync("Before");
        await using var after = await StartAsync("After");
        _aws.Parameters.Put(Path + "Orders/Limit", "1000");

        await Eventually.HoldsAsync(async () => await before.AskAsync("/limit") == "500", "the service before fails");
        await Eventually.HoldsAsync(() => after.Log.Contains("Orders:Limit", StringComparison.Ordinal), "the service after complains");

        Assert.Equal("""200 {"limit":7}""", await after.AskAsync("/limit"));
    }

    [Fact]
    public async Task A_secret_no_longer_reaches_the_log()
    {
        var logged = new List<bool>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var service = await StartAsync(stage);
            await service.AskAsync("/partner");
            await service.StopAsync();
            Assert.Contains("Asking the partner", service.Log, StringComparison.Ordinal);
            logged.Add(service.Log.Contains(ApiKey, StringComparison.Ordinal));
        }

        Assert.Equal([true, false], logged);
    }

    [Fact]
    public async Task What_an_operator_sets_for_a_process_now_goes_before_the_store()
    {
        var limits = new List<string>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var service = await StartAsync(stage, limit: "3");
            limits.Add(await service.AskAsync("/limit"));
        }

        Assert.Equal(["""200 {"limit":7}""", """200 {"limit":3}"""], limits);
    }

    private Task<MigratedService> StartAsync(string stage, string? limit = null) => MigratedService.StartAsync("Ssm", stage, new()
    {
        ["Orders__Limit"] = limit,
        ["AWS_ENDPOINT_URL"] = _aws.Address.AbsoluteUri,
        ["AWS_REGION"] = AwsEndpoint.Region,
        ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["Platform__Config__Refresh__MaxRequestsPerMinute"] = "600",
    });
}

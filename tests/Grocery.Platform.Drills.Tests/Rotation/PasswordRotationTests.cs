using System.Net;
using Grocery.AppHost.Postgres;
using Grocery.Platform.Drills.Tests.Chain;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Drills.Tests.Rotation;

/// <summary>A service under 200 requests a second, each with a query, while the password of its database rotates three times.</summary>
public sealed class PasswordRotationTests(ITestOutputHelper output)
{
    private const int Rate = 200;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_rotations_under_load_fail_no_request_and_the_old_password_is_dead_after_each()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        await using var postgres = await PrivatePostgres.StartAsync(Cancelled);
        var role = await RotatingRole.CreateAsync(postgres, aws.Secrets);
        await using var service = Start(aws);
        using var client = await service.ListeningAsync();
        using var load = new OpenLoad(IPEndPoint.Parse(client.BaseAddress!.Authority), "/query");
        await load.WarmUpAsync(Cancelled);
        List<string> passwords = [role.Password];

        var running = load.RunAsync(Rate, Length, Cancelled);
        for (var i = 1; i <= 3; i++)
        {
            passwords.Add($"rotated-{i}-never-shown");
            await RotateAsync(role, passwords[^1], client);
            Assert.False(await role.IsTakenAsync(passwords[^2]));
        }

        Assert.False(running.IsCompleted, "The rotations took longer than the load.");
        var outcomes = await running;

        output.WriteLine($"{outcomes}");
        Assert.Equal(outcomes.Count, outcomes.Succeeded);
        Assert.DoesNotContain(passwords, password => service.ToString().Contains(password, StringComparison.Ordinal));
    }

    /// <summary>Rotates once; after each step all connections are closed, so that the load has to log in with what there is then.</summary>
    private static async Task RotateAsync(RotatingRole role, string password, HttpClient client)
    {
        role.Create(password);

        // The server checks a login against the password of when it began, so one that is under way has no right answer.
        await Eventually.HoldsAsync(async () => (await role.SessionsAsync()).Youngest > TimeSpan.FromMilliseconds(500), "nobody is logging in");
        await role.SetAsync();
        var set = TimeProvider.System.GetTimestamp();
        await LogInAsync(client);
        role.Finish();
        await LogInAsync(client);
        await Eventually.HoldsAsync(
            async () => (await role.SessionsAsync()).Oldest < TimeProvider.System.GetElapsedTime(set), "the connections of the old password are closed");
    }

    private static async Task LogInAsync(HttpClient client)
    {
        using var answer = await client.PostAsync(new Uri("/login", UriKind.Relative), null, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static ServiceProcess Start(AwsEndpoint aws) =>
        ServiceProcess.Start(Repository.BuiltAssembly("Grocery.Platform.Drills.TestApp"), new Dictionary<string, string?>
        {
            ["AWS_REGION"] = AwsEndpoint.Region,
            ["AWS_ENDPOINT_URL"] = aws.Address.AbsoluteUri,
            ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,
            ["DATABASE"] = "Pantry",
            ["Platform__Config__SecretsManager__Enabled"] = "true",
            ["Platform__Config__SecretsManager__Secrets__ConnectionStrings:Pantry"] = RotatingRole.Secret,
            ["Platform__Config__Refresh__Period"] = "00:00:05",
            ["Platform__Config__Postgres__RetireAfter"] = "00:00:01",
            ["Platform__Resilience__Inbound__Enabled"] = "false",
            ["Platform__Health__Drain__Window"] = "00:00:00",
        });
}

using System.Net;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Drills.Tests.Rolling;

/// <summary>A deployment, ten times in a row: the next instance comes into rotation, the former one gets SIGTERM under load.</summary>
public sealed class RollingStopTests(ITestOutputHelper output)
{
    private const int Stops = 10;

    [Fact]
    public async Task Ten_stops_under_load_lose_no_request_and_without_the_package_they_lose_some()
    {
        var with = await DeployAsync(("Platform__Health__Drain__Window", "00:00:02"));
        var without = await DeployAsync(("PLATFORM", "false"));

        output.WriteLine($"with the package:    {with}");
        output.WriteLine($"without the package: {without}");
        Assert.True(with.Failed == 0, $"With the package: {with}");
        Assert.True(with.LastAnswers >= Stops * Load.KeptConnections, $"A kept connection was not closed by an answer: {with}");
        Assert.True(without.Failed > 0, $"Without the package: {without}");
        Assert.All([with, without], tally => Assert.True(tally is { OnKeptConnections: > 500, OnNewConnections: > 500 }, $"{tally}"));
    }

    private static async Task<Tally> DeployAsync((string Key, string Value) setting)
    {
        var tally = new Tally();
        var instances = new List<ServiceProcess>();
        await using var balancer = new Balancer();
        try
        {
            instances.Add(Start(setting));
            await BringIntoRotationAsync(instances[0], balancer);

            await using var load = new Load(balancer, tally);
            load.Start();
            for (var stop = 0; stop < Stops; stop++)
            {
                instances.Add(Start(setting));
                await BringIntoRotationAsync(instances[^1], balancer);
                await instances[stop].SignalAsync("TERM");
                Assert.Equal(0, await instances[stop].ExitAsync(TimeSpan.FromSeconds(60)));
            }
        }
        finally
        {
            foreach (var instance in instances)
                await instance.DisposeAsync();
        }

        return tally;
    }

    private static ServiceProcess Start((string Key, string Value) setting) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.Drills.TestApp"),
        new Dictionary<string, string?> { [setting.Key] = setting.Value, ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning" });

    private static async Task BringIntoRotationAsync(ServiceProcess process, Balancer balancer)
    {
        using var client = await process.ListeningAsync();
        var instance = IPEndPoint.Parse(client.BaseAddress!.Authority);
        balancer.Add(instance);
        await Eventually.HoldsAsync(() => balancer.IsInRotation(instance), "the instance comes into rotation");
    }
}

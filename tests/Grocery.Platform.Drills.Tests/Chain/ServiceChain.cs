using System.Net;
using System.Net.Http.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>Three services in processes of their own, each of which calls the next.</summary>
internal sealed class ServiceChain : IAsyncDisposable
{
    private readonly List<(ServiceProcess Process, HttpClient Client)> _hops = [];

    private ServiceChain()
    {
    }

    /// <summary>Gets where the requests of the load go to.</summary>
    public IPEndPoint Front => IPEndPoint.Parse(_hops[^1].Client.BaseAddress!.Authority);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts the three with the same settings, the front with some of its own.</summary>
    public static async Task<ServiceChain> StartAsync(
        Dictionary<string, string?>? settings = null, Dictionary<string, string?>? ofFront = null)
    {
        var chain = new ServiceChain();
        try
        {
            await chain.AddAsync(settings ?? []);
            await chain.AddAsync(settings ?? []);
            await chain.AddAsync(new Dictionary<string, string?>([.. settings ?? [], .. ofFront ?? []]));
            return chain;
        }
        catch
        {
            await chain.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells the last hop what to do: <c>ok</c>, <c>fail</c>, <c>hang</c> or <c>slow:milliseconds</c>.</summary>
    public async Task SetBehaviourAsync(string behaviour)
    {
        using var content = new StringContent(behaviour);
        using var response = await _hops[0].Client.PutAsync("/behaviour", content, Cancelled);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Reads the calls that reached a hop, once they have ended there too.</summary>
    public async Task<IReadOnlyList<HopCall>> CallsAsync(HopPlace place)
    {
        var client = _hops[^((int)place + 1)].Client;
        await IdleAsync(client);
        return await client.GetFromJsonAsync<HopCall[]>("/calls", Cancelled) ?? [];
    }

    /// <summary>Forgets all calls so far, once they have ended.</summary>
    public async Task ForgetCallsAsync()
    {
        // The front first: when it is idle it sends nothing on.
        foreach (var (_, client) in Enumerable.Reverse(_hops))
            await IdleAsync(client);
        foreach (var (_, client) in _hops)
            (await client.DeleteAsync("/calls", Cancelled)).EnsureSuccessStatusCode().Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (process, client) in _hops)
        {
            client.Dispose();
            await process.DisposeAsync();
        }
    }

    public override string ToString() => string.Join('\n', _hops.Select(hop => hop.Process));

    private static Task IdleAsync(HttpClient client) => Eventually.HoldsAsync(
        async () => await client.GetFromJsonAsync<int>("/running", Cancelled) == 0, "no call is running");

    // The last one first, for the others need its address.
    private async Task AddAsync(Dictionary<string, string?> settings)
    {
        var process = ServiceProcess.Start(
            Repository.BuiltAssembly("Grocery.Platform.Drills.TestApp"),
            new Dictionary<string, string?>(settings)
            {
                ["CHAIN"] = "true",
                ["NEXT"] = _hops.Count == 0 ? null : $"{_hops[^1].Client.BaseAddress}",
                ["Logging__LogLevel__Default"] = "None",
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
            });
        try
        {
            _hops.Add((process, await process.ListeningAsync()));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}

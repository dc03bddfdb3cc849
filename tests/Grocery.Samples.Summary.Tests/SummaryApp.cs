using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Summary.Tests;

/// <summary>The summary service on a real port, with the others behind it.</summary>
public sealed class SummaryApp : IAsyncDisposable
{
    /// <summary>The time that a summary has.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private SummaryApp(OtherServices others) => Others = others;

    public OtherServices Others { get; }

    public ShopServer<Program> Summary { get; } = new();

    /// <summary>Starts everything, with a deadline that a busy machine can keep.</summary>
    public static async Task<SummaryApp> StartAsync(string timeToLive = "00:00:00.1", TimeProvider? time = null)
    {
        var app = new SummaryApp(await OtherServices.StartAsync());
        foreach (var service in new[] { "product", "cart", "order" })
            app.Summary.With($"Services:{service}", app.Others.Address);

        foreach (var key in new[] { "Deadline", "AttemptTimeout" })
            app.Summary.With($"Platform:Resilience:Clients:order-statistics:{key}", "00:00:02.5");

        app.Summary.With("Statistics:TimeToLive", timeToLive).With("Summary:Deadline", Deadline.ToString()).With("Platform:Resilience:Defaults:BreakerEnabled", "false");
        await app.Summary.With(time ?? TimeProvider.System).InitializeAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await Summary.DisposeAsync();
        await Others.DisposeAsync();
    }
}

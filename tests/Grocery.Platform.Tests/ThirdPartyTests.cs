using System.Net;
using Grocery.AppHost.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Tests;

/// <summary>What teams already use, beside the one line. Serilog sinks and plain meters are tested with observability.</summary>
public sealed class ThirdPartyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_of_AspNetCore_HealthChecks_NpgSql_decides_readiness()
    {
        await using var postgres = await PrivatePostgres.StartAsync(Cancelled);
        await using var app = await StartAsync(postgres.ConnectionString);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await ReadyAsync(client, HttpStatusCode.OK);

        await postgres.KillAsync();
        await ReadyAsync(client, HttpStatusCode.ServiceUnavailable);

        await postgres.StartAgainAsync(Cancelled);
        await ReadyAsync(client, HttpStatusCode.OK);
    }

    private static async Task<WebApplication> StartAsync(string connectionString)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Platform:Observability:Logging:Enabled"] = "false";
        builder.Configuration["Platform:Health:Defaults:Period"] = "00:00:00.5";
        builder.Configuration["Platform:Health:Defaults:Timeout"] = "00:00:00.4";
        builder.AddGroceryPlatform();
        builder.Services.AddHealthChecks().AddNpgSql(connectionString);

        var app = builder.Build();
        await app.StartAsync(Cancelled);
        return app;
    }

    private static Task ReadyAsync(HttpClient client, HttpStatusCode status) => Eventually.HoldsAsync(
        async () =>
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancelled);
            return response.StatusCode == status;
        },
        $"/health/ready answers {status}");
}

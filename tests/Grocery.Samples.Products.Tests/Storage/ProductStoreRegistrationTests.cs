using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Grocery.Platform;
using Grocery.Samples.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Grocery.Samples.Products.Tests.Storage;

public sealed class ProductStoreRegistrationTests(PostgresServer server)
{
    [Fact]
    public async Task Without_a_connection_string_the_boot_report_says_memory()
    {
        await using var app = new ProductsApp();
        await app.InitializeAsync();

        var feature = app.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "postgres-Products");

        Assert.Equal(new PlatformFeature("postgres-Products", false, "ConnectionStrings:Products", "not set; the data are in memory"), feature);
    }

    [Fact]
    public async Task With_a_connection_string_the_boot_report_names_the_database_and_no_secret()
    {
        var connectionString = await server.CreateDatabaseAsync();
        var password = new NpgsqlConnectionStringBuilder(connectionString).Password!;
        await using var app = new ProductsApp().With("ConnectionStrings:Products", connectionString);
        await app.InitializeAsync();

        var feature = app.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "postgres-Products");

        Assert.True(feature.Enabled);
        Assert.Contains("127.0.0.1", feature.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(password, feature.Reason, StringComparison.Ordinal);
        Assert.Same(app.Services.GetRequiredService<NpgsqlDataSource>(), app.Services.GetRequiredService<DbDataSource>());
        Assert.True(app.Services.GetRequiredService<SecretValues>().IsIn(password));
    }

    [Fact]
    public async Task Spans_name_the_data_source_and_no_user()
    {
        var names = new ConcurrentBag<object?>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => names.Add(activity.GetTagItem("db.npgsql.data_source")),
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = new ProductsApp().With("ConnectionStrings:Products", await server.CreateDatabaseAsync());
        await app.InitializeAsync();

        await app.GetAsync("/categories");

        Assert.Contains("Products", names);
    }
}

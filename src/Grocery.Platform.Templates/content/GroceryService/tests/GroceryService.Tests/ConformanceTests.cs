using Grocery.Platform.Testing;

namespace ServiceRootNamespace.Tests;

/// <summary>Proves the service ready for production: it is started as in its image, asked, overloaded and stopped.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task The_service_is_ready_for_production()
    {
#if (postgres)
        var database = Environment.GetEnvironmentVariable("ConnectionStrings__Items");
        Assert.SkipWhen(database is null, "Set ConnectionStrings__Items to the connection string of a PostgreSQL: without, the service does not start in production.");
        var environment = new Dictionary<string, string?> { ["ConnectionStrings__Items"] = database };
#else
        var environment = new Dictionary<string, string?>();
#endif

        var report = await PlatformConformance.VerifyAsync(
            ServiceUnderTest.Executable(typeof(Program).Assembly.Location, environment),
            new ConformancePlan { Route = $"/items/{Guid.Empty}" },
            TestContext.Current.CancellationToken);

        report.EnsurePassed();
    }
}

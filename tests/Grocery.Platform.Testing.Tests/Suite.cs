using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Testing.Tests;

/// <summary>Runs the suite against the service that is broken in one thing, or in nothing.</summary>
internal static class Suite
{
    public static ConformancePlan CreatePlan() => new()
    {
        Route = "/hello",
        Dependency = new ConformanceDependency { Key = "Services:Dependency", Route = "/call", UnsafeRoute = new ConformanceRoute("POST", "/send") },
    };

    public static Task<ConformanceReport> VerifyAsync(string? broken) => PlatformConformance.VerifyAsync(
        ServiceUnderTest.Executable(Repository.BuiltAssembly("Grocery.Platform.Testing.TestApp"), new Dictionary<string, string?> { ["BROKEN"] = broken }),
        CreatePlan(),
        TestContext.Current.CancellationToken);
}

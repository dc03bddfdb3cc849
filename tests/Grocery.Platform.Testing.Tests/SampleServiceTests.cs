using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Testing.Tests;

/// <summary>The services of this repository, each alone and without a database.</summary>
public sealed class SampleServiceTests
{
    public static TheoryData<string, string> Samples => new()
    {
        { "Products", "/products" },
        { "Carts", "/openapi/v1.json" },
        { "Orders", "/openapi/v1.json" },
        { "Summary", "/openapi/v1.json" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_service_of_the_shop_passes(string name, string route)
    {
        var report = await VerifyAsync($"Grocery.Samples.{name}", new ConformancePlan { Route = route });

        report.EnsurePassed();
        AssertRan(report, needed: ConformanceNeeds.Dependency);
    }

    [Fact]
    public async Task The_gateway_of_the_shop_passes_with_a_faulty_product_service_behind_it()
    {
        var plan = new ConformancePlan
        {
            Route = "/openapi/v1.json",
            Dependency = new ConformanceDependency { Key = "Services:product", Client = "product", Route = "/api/products", Answer = "[]" },
        };

        var report = await VerifyAsync("Grocery.Samples.Storefront", plan);

        report.EnsurePassed();
        AssertRan(report, needed: ConformanceNeeds.UnsafeRoute);
    }

    [Fact]
    public async Task The_service_of_other_tests_passes()
    {
        var report = await VerifyAsync("Grocery.Platform.TestApp", new ConformancePlan { Route = "/hello" });

        report.EnsurePassed();
        AssertRan(report, needed: ConformanceNeeds.Dependency);
    }

    // Only what needs more than the plan gives has not run; warm-up is not in every service.
    private static void AssertRan(ConformanceReport report, ConformanceNeeds needed) => Assert.All(
        report.Results.Where(result => result.Outcome != ConformanceOutcome.Passed),
        result => Assert.True(result.Check.Needs.HasFlag(needed) || result.Check.Name == "ready-after-warm-up", $"{result}"));

    private static Task<ConformanceReport> VerifyAsync(string project, ConformancePlan plan) => PlatformConformance.VerifyAsync(
        ServiceUnderTest.Executable(Repository.BuiltAssembly(project)), plan, TestContext.Current.CancellationToken);
}

namespace Grocery.Platform.Testing.Tests;

public sealed class ConformingServiceTests
{
    [Fact]
    public async Task A_service_on_the_one_line_passes_every_check()
    {
        var report = await Suite.VerifyAsync(broken: null);

        report.EnsurePassed();
        Assert.All(report.Results, result => Assert.True(result.Outcome == ConformanceOutcome.Passed, $"{result}"));
        Assert.Equal(PlatformConformance.Checks, report.Results.Select(result => result.Check));
    }
}

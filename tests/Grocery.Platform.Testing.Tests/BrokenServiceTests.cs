namespace Grocery.Platform.Testing.Tests;

/// <summary>Each check fails for the service that is broken in what it asks for, and for no other reason. In four classes, which run side by side.</summary>
public abstract class BrokenServiceTests
{
    private protected static TheoryData<string> Quarter(int number) =>
        [.. PlatformConformance.Checks.Select(check => check.Name).Where((_, index) => index % 4 == number)];

    private protected static async Task FailsExactlyAsync(string check)
    {
        var report = await Suite.VerifyAsync(check);

        var failed = report.Results.Where(result => result.Outcome == ConformanceOutcome.Failed).Select(result => result.Check.Name);
        Assert.True(failed.SequenceEqual([check]), $"{report}");
    }
}

public sealed class FirstBrokenServiceTests : BrokenServiceTests
{
    public static TheoryData<string> Checks => Quarter(0);

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_service_that_breaks_a_check_fails_it_and_no_other(string check) => FailsExactlyAsync(check);
}

public sealed class SecondBrokenServiceTests : BrokenServiceTests
{
    public static TheoryData<string> Checks => Quarter(1);

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_service_that_breaks_a_check_fails_it_and_no_other(string check) => FailsExactlyAsync(check);
}

public sealed class ThirdBrokenServiceTests : BrokenServiceTests
{
    public static TheoryData<string> Checks => Quarter(2);

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_service_that_breaks_a_check_fails_it_and_no_other(string check) => FailsExactlyAsync(check);
}

public sealed class FourthBrokenServiceTests : BrokenServiceTests
{
    public static TheoryData<string> Checks => Quarter(3);

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_service_that_breaks_a_check_fails_it_and_no_other(string check) => FailsExactlyAsync(check);
}

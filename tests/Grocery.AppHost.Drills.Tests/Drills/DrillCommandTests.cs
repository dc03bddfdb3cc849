namespace Grocery.AppHost.Drills.Tests.Drills;

public sealed class DrillCommandTests
{
    private static readonly Dictionary<string, string> NoParameters = [];

    [Fact]
    public async Task A_list_tells_of_every_drill_what_is_expected()
    {
        await using var output = new StringWriter();

        var exitCode = await new DrillCommand("list", minutes: null, NoParameters, output, TestContext.Current.CancellationToken).RunAsync();

        Assert.Equal(ExitCodes.Stopped, exitCode);
        foreach (var drill in DrillCatalog.CreateAll())
        {
            Assert.Contains($"{drill.Name}: {drill.Fault}", output.ToString(), StringComparison.Ordinal);
            Assert.All(drill.Expectations, expectation => Assert.Contains($"- {expectation.Text}", output.ToString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_unknown_name_lists_those_there_are()
    {

        var unknown = await Assert.ThrowsAsync<ArgumentException>(
            () => new DrillCommand("meteorite", minutes: null, NoParameters, TextWriter.Null, TestContext.Current.CancellationToken).RunAsync());

        Assert.Contains("'meteorite'", unknown.Message, StringComparison.Ordinal);
        Assert.All(DrillCatalog.CreateAll(), drill => Assert.Contains(drill.Name, unknown.Message, StringComparison.Ordinal));
    }
}

using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grocery-test-").FullName;

    public void Dispose() => TemporaryFolder.Delete(_folder);

    [Fact]
    public async Task What_has_ended_keeps_its_number_and_takes_no_signal_any_more()
    {
        var child = await ChildProcess.StartAsync(new ChildCommand("sleeper", ["sleep", "600"], _folder, Path.Combine(_folder, "sleeper.log"), Signals.Terminate));
        var id = child.Id;
        await child.KillAsync();
        child.Dispose();

        child.Send(Signals.Stop);
        await child.KillAsync();

        Assert.Equal(id, child.Id);
        Assert.StartsWith("sleeper ended with exit code 137.", child.DescribeEnd(), StringComparison.Ordinal);
    }
}

using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Tests.Results;

public sealed class ResultsFileTests
{
    [Fact]
    public void Results_are_read_as_they_were_written()
    {
        var readings = new Readings();
        readings.Add(Stack.Platform, Measure.Bytes, 1139.123456);
        readings.Add(Stack.Platform, Measure.Bytes, 1140);
        var written = new ExperimentResult(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), new("CPU", 2, 24, "Linux", ".NET", "server", 0.1), 2, 3, readings);
        var file = Path.GetTempFileName();
        try
        {
            ResultsFile.Write(file, new() { ["load"] = written });
            var read = ResultsFile.Read(file)["load"];

            Assert.Equal([1139.12, 1140], read.Readings.Of(Stack.Platform, Measure.Bytes));
            Assert.Equal(written, read with { Readings = readings });
        }
        finally
        {
            File.Delete(file);
        }
    }
}

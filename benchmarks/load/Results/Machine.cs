using System.Runtime;
using System.Runtime.InteropServices;

namespace Grocery.Platform.Comparison.Results;

/// <summary>On what it was measured.</summary>
/// <param name="Processor">The model of the processor.</param>
/// <param name="Processors">How many there are.</param>
/// <param name="MemoryGb">The memory in GB.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The runtime of the services.</param>
/// <param name="Collector">Their garbage collector.</param>
/// <param name="Load">The processes that wanted to run in the minute before: how calm it was.</param>
internal sealed record Machine(string Processor, int Processors, double MemoryGb, string System, string Runtime, string Collector, double Load)
{
    public static Machine Read() => new(
        Line("/proc/cpuinfo", "model name") ?? $"{RuntimeInformation.OSArchitecture}",
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        GCSettings.IsServerGC ? "server" : "workstation",
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], global::System.Globalization.CultureInfo.InvariantCulture) : 0);

    private static string? Line(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}

using System.Runtime.InteropServices;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>The process and its runtime. Not the command line, which may hold secrets.</summary>
internal sealed class ProcessDetector : IResourceDetector
{
    public Resource Detect()
    {
        var attributes = new Dictionary<string, object>
        {
            ["process.pid"] = (long)Environment.ProcessId,
            ["process.runtime.name"] = ".NET",
            ["process.runtime.version"] = Environment.Version.ToString(),
            ["process.runtime.description"] = RuntimeInformation.FrameworkDescription,
        };

        if (Path.GetFileName(Environment.ProcessPath) is { Length: > 0 } name)
            attributes["process.executable.name"] = name;

        return new Resource(attributes);
    }
}

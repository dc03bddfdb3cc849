using System.Runtime.InteropServices;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>The machine and its operating system.</summary>
internal sealed class HostDetector(SystemFiles files) : IResourceDetector
{
    public Resource Detect()
    {
        var attributes = new Dictionary<string, object>
        {
            ["host.name"] = Environment.MachineName,
            ["host.arch"] = Architecture,
            ["os.type"] = OperatingSystemType,
            ["os.description"] = RuntimeInformation.OSDescription,
        };

        // systemd's id, then that of systems without it; a container has neither.
        if ((files.ReadText("/etc/machine-id") ?? files.ReadText("/var/lib/dbus/machine-id")) is { } id)
            attributes["host.id"] = id;

        return new Resource(attributes);
    }

    private static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "x86",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm32",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string OperatingSystemType
    {
        get
        {
            if (OperatingSystem.IsWindows())
                return "windows";

            return OperatingSystem.IsMacOS() ? "darwin" : "linux";
        }
    }
}

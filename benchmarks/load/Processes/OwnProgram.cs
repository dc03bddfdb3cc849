using System.Diagnostics;

namespace Grocery.Platform.Comparison.Processes;

/// <summary>This program, to be started again in one of its other modes.</summary>
internal static class OwnProgram
{
    private static readonly string[] ForeignSettings = ["OTEL_", "ASPNETCORE_", "DOTNET_", "COMPlus_", "CORECLR_", "URLS", "HTTP_PORTS", "Platform__", "Logging__", "Serilog__"];

    // Where the runtime is.
    private const string Root = "DOTNET_ROOT";

    public static string[] CommandLine(params string[] arguments) => [
        .. Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "Grocery.Platform.Comparison"
            ? new[] { Environment.ProcessPath! }
            : ["dotnet", typeof(OwnProgram).Assembly.Location],
        .. arguments];

    /// <summary>Lets no settings of whoever runs the comparison reach what is measured, neither by the environment nor by a file in the current folder.</summary>
    public static void KeepOut(ProcessStartInfo start)
    {
        start.WorkingDirectory = AppContext.BaseDirectory;
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToArray())
            start.Environment.Remove(name);
    }

    private static bool IsForeign(string name) =>
        !name.StartsWith(Root, StringComparison.OrdinalIgnoreCase)
        && Array.Exists(ForeignSettings, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}

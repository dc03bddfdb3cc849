using System.Runtime.InteropServices;

namespace Grocery.AppHost.Processes;

/// <summary>Sends signals; .NET itself can only kill.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>Gets the signals that halt a process and let it go on, which have other numbers on macOS.</summary>
    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Gets the name of a signal as commands take it.</summary>
    public static string NameOf(int signal) => signal == Interrupt ? "INT" : "TERM";

    public static void Send(int processId, int signal) => _ = Kill(processId, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}

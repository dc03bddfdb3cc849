using System.Diagnostics;

namespace Grocery.Platform.Benchmarks.Tests;

/// <summary>The program as it was built, not the copy beside these tests, which a measurement of coverage changes.</summary>
internal static class BenchmarkProgram
{
    private static readonly string File = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        "../../Grocery.Platform.Benchmarks",
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
        "Grocery.Platform.Benchmarks.dll"));

    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [File, .. arguments])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;
}

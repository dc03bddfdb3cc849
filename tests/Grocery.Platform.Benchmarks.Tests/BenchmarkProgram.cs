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

    /// <summary>Runs it to its end. A test that is ended before leaves none of its processes.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var stop = TestContext.Current.CancellationToken;
        using var run = Process.Start(new ProcessStartInfo("dotnet", [File, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var (output, errors) = (run.StandardOutput.ReadToEndAsync(stop), run.StandardError.ReadToEndAsync(stop));
            await run.WaitForExitAsync(stop);
            return (run.ExitCode, await output, await errors);
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }
    }
}

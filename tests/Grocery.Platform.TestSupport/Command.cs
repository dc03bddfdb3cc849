using System.Diagnostics;

namespace Grocery.Platform.TestSupport;

/// <summary>Runs a command to its end.</summary>
public static class Command
{
    /// <summary>Runs a command and returns its standard output; fails with all its output when it does not exit with 0.</summary>
    public static async Task<string> RunAsync(
        string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var (exitCode, output, error) = await TryRunAsync(file, arguments, folder, environment);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} exited with {exitCode}.\n{output}\n{error}");
    }

    /// <summary>Runs a command and returns how it ended.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> TryRunAsync(
        string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null, string? input = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}

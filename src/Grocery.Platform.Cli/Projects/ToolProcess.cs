using System.ComponentModel;
using System.Diagnostics;

namespace Grocery.Platform.Cli.Projects;

/// <summary>Runs <c>dotnet</c> to its end, within a bound.</summary>
internal static class ToolProcess
{
    public static async Task<ProcessOutcome> RunAsync(
        IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment, TimeSpan bound, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var isLate = false;
        try
        {
            await process.WaitForExitAsync(stop).WaitAsync(bound, TimeProvider.System, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            isLate = true;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return new ProcessOutcome(process.ExitCode, isLate, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new WrongUseException($"dotnet could not be started: {exception.Message}. Install the .NET SDK, or put it on PATH.");
        }
    }
}

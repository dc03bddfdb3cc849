using System.Diagnostics;

namespace Grocery.Versions;

/// <summary>Calls git in one working tree.</summary>
internal sealed class Git(string folder)
{
    public async Task<(int ExitCode, string Output, string Error)> TryAsync(CancellationToken token, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What is read is not for one language, and nobody is there to answer a question.
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using var process = Process.Start(start) ?? throw new VersionsException("git did not start; is it installed, and on PATH?");
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output, await error);
    }

    /// <exception cref="VersionsException">Git ended with another exit code than 0.</exception>
    public async Task<string> RunAsync(CancellationToken token, params string[] arguments)
    {
        var (exitCode, output, error) = await TryAsync(token, arguments);
        return exitCode == 0 ? output : throw new VersionsException($"git {arguments[0]} failed: {error.Trim()}");
    }

    /// <summary>Gives one line of what git says; <see langword="null"/> when it fails.</summary>
    public async Task<string?> FindLineAsync(CancellationToken token, params string[] arguments)
    {
        var (exitCode, output, _) = await TryAsync(token, arguments);
        return exitCode == 0 ? output.Trim() : null;
    }
}

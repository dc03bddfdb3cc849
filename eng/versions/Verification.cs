using System.Diagnostics;

namespace Grocery.Versions;

/// <summary>Asks the command that the file names whether an image may go on, such as whether it is signed.</summary>
internal static class Verification
{
    /// <exception cref="VersionsException">The command did not end with 0.</exception>
    public static async Task RequireAsync(string command, Image image, string root, CancellationToken token)
    {
        // The shell takes the command apart; the image is one of its arguments, never a part of its text.
        var start = new ProcessStartInfo("bash", ["-c", command + " \"$@\"", "verify", image.ToString()])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new VersionsException("bash did not start; is it installed, and on PATH?");
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        if (process.ExitCode != 0)
            throw new VersionsException($"{image} did not pass {command} (exit code {process.ExitCode}), so it stays where it is:\n{(await output + await error).TrimEnd()}");
    }
}

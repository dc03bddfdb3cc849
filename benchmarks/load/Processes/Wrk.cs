using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Grocery.Platform.Comparison.Processes;

/// <summary>
/// Loads a service as much as it bears, by <c>wrk</c>: one thread in C, so that what is measured on shared processors is more the service than the client.
/// </summary>
internal static partial class Wrk
{
    private const int Connections = 16;

    /// <summary>Installs it from Debian when it is missing, and says so.</summary>
    public static async Task EnsureInstalledAsync(TextWriter progress, CancellationToken stop)
    {
        if (IsOnPath("wrk"))
            return;

        if (!IsOnPath("apt-get"))
            throw new ComparisonException("The load comes from wrk, which is not installed, and apt-get is not here. Install the package that has wrk.");

        await progress.WriteLineAsync("Installing Debian package: wrk");
        foreach (var command in (string[])["apt-get update -qq", "apt-get install -y -qq --no-install-recommends wrk"])
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", $"{(Environment.IsPrivilegedProcess ? "" : "sudo -n ")}env DEBIAN_FRONTEND=noninteractive {command} > /dev/null"]);
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0)
                throw new ComparisonException($"The load comes from wrk, which is not installed, and '{command}' ended with {process.ExitCode}.");
        }

        if (!IsOnPath("wrk"))
            throw new ComparisonException("wrk was installed, but is in no folder of PATH.");
    }

    /// <summary>Sends requests over 16 connections.</summary>
    /// <param name="port">The port of the service on loopback.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<WrkResult> SaturateAsync(int port, int seconds, CancellationToken stop)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", "--latency", $"http://127.0.0.1:{port}/"]) { RedirectStandardOutput = true })!;
        try
        {
            var text = await wrk.StandardOutput.ReadToEndAsync(stop);
            await wrk.WaitForExitAsync(stop);
            return wrk.ExitCode == 0 ? Parse(text) : throw new ComparisonException($"wrk ended with {wrk.ExitCode}:\n{text}");
        }
        finally
        {
            wrk.Kill();
        }
    }

    /// <exception cref="ComparisonException">A request was not answered with 200, or the text says something else than it does.</exception>
    public static WrkResult Parse(string text)
    {
        if (text.Contains("Non-2xx", StringComparison.Ordinal) || text.Contains("Socket errors", StringComparison.Ordinal))
            throw new ComparisonException($"The service did not answer every request with 200:\n{text}");

        var (requests, rate, half, most) = (Requests().Match(text), Rate().Match(text), Median().Match(text), NinetyNine().Match(text));
        if (!requests.Success || !rate.Success || !half.Success || !most.Success)
            throw new ComparisonException($"wrk did not say what it measured:\n{text}");

        return new WrkResult(
            long.Parse(requests.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), Microseconds(half), Microseconds(most));
    }

    private static double Microseconds(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
    {
        "us" => 1,
        "ms" => 1_000,
        _ => 1_000_000,
    };

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"\s50%\s+([\d.]+)(us|ms|s)\b")]
    private static partial Regex Median();

    [GeneratedRegex(@"\s99%\s+([\d.]+)(us|ms|s)\b")]
    private static partial Regex NinetyNine();
}

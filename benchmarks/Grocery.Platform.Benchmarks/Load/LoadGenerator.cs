using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Grocery.Platform.Benchmarks.Load;

/// <summary>
/// Loads a service as much as it bears, by <c>wrk</c>: one thread in C, so that what is measured on shared processors is more the
/// service than the client.
/// </summary>
internal static partial class LoadGenerator
{
    private const int Connections = 16;

    /// <summary>Sends requests over 16 connections.</summary>
    /// <param name="port">The port of the service on loopback.</param>
    /// <param name="seconds">For how long.</param>
    /// <returns>How many were answered, and how many a second.</returns>
    public static async Task<(long Requests, double Rate)> SaturateAsync(int port, int seconds)
    {
        var text = await RunAsync($"-t1 -c{Connections} -d{seconds}s http://127.0.0.1:{port}/");
        if (text.Contains("Non-2xx", StringComparison.Ordinal) || text.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"The service did not answer every request with 200:\n{text}");

        return (
            long.Parse(Requests().Match(text).Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(Rate().Match(text).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static async Task<string> RunAsync(string arguments)
    {
        using var wrk = Start(arguments);
        var text = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return wrk.ExitCode == 0 ? text : throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}:\n{text}");
    }

    private static Process Start(string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException("The load comes from wrk, which is not installed: apt-get install wrk.", exception);
        }
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}

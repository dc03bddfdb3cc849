using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>Reads the time that a request brings, in the platform's header, gRPC's and Envoy's.</summary>
internal static class IncomingDeadline
{
    public const string GrpcHeader = "grpc-timeout";
    public const string EnvoyHeader = "x-envoy-expected-rq-timeout-ms";

    private const int MostGrpcDigits = 8;

    /// <summary>Reads the shortest valid time; others are counted and ignored.</summary>
    /// <returns>Zero or less when the time is over; <see langword="null"/> when the request brings none.</returns>
    public static TimeSpan? Read(IHeaderDictionary headers, string header, DeadlineMetrics metrics)
    {
        var shortest = TimeSpan.MaxValue;
        foreach (var text in headers[header])
            Take(TryParseMilliseconds(text, out var time), time, header, metrics, ref shortest);

        foreach (var text in headers.GrpcTimeout)
            Take(TryParseGrpc(text, out var time), time, GrpcHeader, metrics, ref shortest);

        // To Envoy a time-out of zero is none, and it sends the header only for one that is longer.
        foreach (var text in headers[EnvoyHeader])
            Take(TryParseMilliseconds(text, out var time) && time > TimeSpan.Zero, time, EnvoyHeader, metrics, ref shortest);

        return shortest == TimeSpan.MaxValue ? null : shortest;
    }

    public static bool TryParseMilliseconds(ReadOnlySpan<char> text, out TimeSpan time)
    {
        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds);
        time = TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, int.MinValue, int.MaxValue));
        return isNumber;
    }

    /// <summary>Reads a <c>TimeoutValue TimeoutUnit</c> of gRPC over HTTP/2: up to 8 digits and one of <c>H M S m u n</c>.</summary>
    public static bool TryParseGrpc(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        if (text.Length is < 2 or > MostGrpcDigits + 1
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        long? ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TimeSpan.TicksPerMicrosecond,
            'n' => (value + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick,
            _ => null,
        };
        time = TimeSpan.FromTicks(ticks.GetValueOrDefault());
        return ticks is not null;
    }

    private static void Take(bool isValid, TimeSpan time, string header, DeadlineMetrics metrics, ref TimeSpan shortest)
    {
        if (!isValid)
            metrics.Malformed(header);
        else if (time < shortest)
            shortest = time;
    }
}

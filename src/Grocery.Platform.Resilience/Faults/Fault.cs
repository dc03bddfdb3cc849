using System.Globalization;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Where, how often and what a rule injects; see <see cref="FaultRuleOptions"/>.</summary>
internal sealed record Fault(string? Client, string? Route, double Share, TimeSpan? Latency, FaultError? Error, int? Status)
{
    public bool HasEffect => Latency is not null || Error is not null || Status is not null;

    public static Fault Of(FaultRuleOptions options) =>
        new(options.Client, options.Route, options.Share, options.Latency, options.Error, options.Status);

    /// <summary>Says what is wrong between the members, each of which is allowed by itself; <see langword="null"/> when nothing is.</summary>
    public (string Member, string Value, string Allowed, string Fix)? FindContradiction()
    {
        if (Error is { } error && Status is not null)
            return (nameof(Error), $"{error}", $"nothing where {nameof(Status)} is set", $"Remove one of them, or make two rules with a {nameof(Share)} each.");

        if (Error is { } other and not FaultError.ConnectionLost && Client is null)
            return (nameof(Error), $"{other}", $"{FaultError.ConnectionLost} for incoming requests", $"Set {nameof(Client)}, or use {nameof(Latency)}.");

        return null;
    }

    public bool MatchesCall(string client, string path) => Matches(Client, client, StringComparison.Ordinal) && MatchesRoute(path);

    public bool MatchesRoute(string? path) => Route is null || Matches(Route, path, StringComparison.OrdinalIgnoreCase);

    public override string ToString()
    {
        string?[] effects =
        [
            Latency is { } latency ? $"latency {latency:c}" : null,
            Error is { } error ? $"error {error}" : null,
            Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"status {status}") : null,
        ];
        var where = Client is null ? $"requests to {Route ?? "*"}" : $"calls of {Client} to {Route ?? "*"}";
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(" and ", effects.OfType<string>())} for a share of {Share} of {where}");
    }

    private static bool Matches(string? pattern, string? text, StringComparison comparison)
    {
        if (pattern is null || text is null)
            return false;

        return pattern.EndsWith('*')
            ? text.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), comparison)
            : text.Equals(pattern, comparison);
    }
}

using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>What <c>PUT /resilience/faults</c> asks for.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Fault">What it injects; without an effect the rule ends.</param>
/// <param name="Ttl">For how long.</param>
internal sealed partial record FaultChange(string Rule, Fault Fault, TimeSpan Ttl)
{
    public static readonly string[] Members = ["rule", "client", "route", "share", "latency", "error", "status", "ttl", "by"];

    /// <summary>Reads a body such as <c>{"rule":"slow","client":"stock","latency":"00:00:02","share":0.1,"ttl":"00:05:00","by":"ann"}</c>.</summary>
    /// <exception cref="ManagementChangeException">It is not one.</exception>
    public static FaultChange Of(ManagementChange change, FaultOptions options)
    {
        var fault = new Fault(
            Checked(change, "client", ClientPattern(), FaultRuleOptions.ClientRule),
            Checked(change, "route", RoutePattern(), FaultRuleOptions.RouteRule),
            change.Number("share", 0, 1) ?? 1,
            change.Duration("latency", TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            ParseError(change.Text("error")),
            ParseStatus(change.Number("status", 200, 599)));
        if (fault.FindContradiction() is { } problem)
            throw NotUnderstood($"{problem.Member.ToLowerInvariant()} must be {problem.Allowed}. {problem.Fix}");

        return new FaultChange(
            Checked(change, "rule", NamePattern(), FaultRule.NameRule) ?? throw NotUnderstood($"rule must be {FaultRule.NameRule}."),
            fault,
            change.Duration("ttl", TimeSpan.FromSeconds(1), options.MaximumTtl) ?? options.Ttl);
    }

    private static string? Checked(ManagementChange change, string member, Regex pattern, string rule)
    {
        var text = change.Text(member);
        return text is null || pattern.IsMatch(text) ? text : throw NotUnderstood($"{member} must be {rule}.");
    }

    private static FaultError? ParseError(string? text)
    {
        if (text is null)
            return null;

        var names = Enum.GetNames<FaultError>();
        var index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? Enum.Parse<FaultError>(names[index]) : throw NotUnderstood($"error must be one of {string.Join(", ", names)}.");
    }

    private static int? ParseStatus(double? status) => status is null || double.IsInteger(status.Value)
        ? (int?)status
        : throw NotUnderstood("status must be a whole number from 200 to 599.");

    private static ManagementChangeException NotUnderstood(string detail) => new(StatusCodes.Status400BadRequest, detail);

    [GeneratedRegex($@"^(?:{FaultRuleOptions.ClientPattern})\z")]
    private static partial Regex ClientPattern();

    [GeneratedRegex($@"^(?:{FaultRuleOptions.RoutePattern})\z")]
    private static partial Regex RoutePattern();

    [GeneratedRegex(FaultRule.NamePattern)]
    private static partial Regex NamePattern();
}

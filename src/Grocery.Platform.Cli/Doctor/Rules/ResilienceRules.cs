using System.Globalization;
using Grocery.Platform.Cli.Inspection;

namespace Grocery.Platform.Cli.Doctor.Rules;

/// <summary>Outgoing calls that are repeated twice over, or have no time for their retries.</summary>
internal static class ResilienceRules
{
    private const string Clients = "Platform:Resilience:Clients";
    private const string Defaults = "Platform:Resilience:Defaults";

    public static IEnumerable<Finding> Find(DoctorCase one) => one.Inspection is { } inspection
        ? FindStacked(one, inspection).Concat(FindHurried(one, inspection))
        : [];

    private static IEnumerable<Finding> FindStacked(DoctorCase one, ServiceInspection inspection)
    {
        // What is added to all clients is found at the one without a name, and need not be told of each.
        var all = inspection.Clients.FirstOrDefault(client => client.Name.Length == 0)?.Handlers.Where(IsOther).ToHashSet() ?? [];
        foreach (var client in inspection.Clients)
        {
            var others = client.Handlers.Where(handler => IsOther(handler) && (client.Name.Length == 0 || !all.Contains(handler))).ToArray();
            if (others.Length == 0 || client.Calls is { Enabled: false })
                continue;

            var name = client.Name.Length == 0 ? "every client" : $"the client {client.Name}";
            var key = client.Name.Length == 0 ? $"{Defaults}:Enabled" : $"{Clients}:{client.Name}:Enabled";
            yield return new Finding(
                "two-resilience-handlers", FindingLevel.Warning,
                $"The code of the service adds {string.Join(" and ", others.Select(handler => handler.Split('.')[^1]).Distinct())} to {name}, which the platform protects already.",
                one.Settings.PlaceOf(key),
                "Two multiply attempts, so the platform's stands aside: the client has no deadline that is sent on, no retry budget and no breaker of the platform.",
                $"Remove the handler from the code and set what it was told under {Clients}; to keep it, set {key} to false.",
                "docs/resilience/stacking.md");
        }
    }

    private static IEnumerable<Finding> FindHurried(DoctorCase one, ServiceInspection inspection)
    {
        var own = inspection.Clients.Where(client => client is { IsConfigured: true, Calls: not null }).Select(client => ($"{Clients}:{client.Name}", client.Calls!));
        foreach (var (section, calls) in inspection.Defaults is { } defaults ? own.Prepend((Defaults, defaults)) : own)
        {
            var spent = calls.MaxRetries * calls.AttemptTimeout;

            // A number that nobody chose is an upper bound: it serves failures that are quick.
            if (calls is not { Enabled: true, AreRetriesChosen: true } || spent <= calls.Deadline || (section != Defaults && calls == inspection.Defaults))
                continue;

            string[] names = ["MaxRetries", "AttemptTimeout", "Deadline"];
            yield return new Finding(
                "retries-over-deadline", FindingLevel.Warning,
                string.Create(CultureInfo.InvariantCulture, $"{calls.MaxRetries} retries after attempts of {calls.AttemptTimeout:c} each begin {spent:c} after the call; its deadline is {calls.Deadline:c}."),
                one.Settings.PlaceOf([.. names.Select(name => $"{section}:{name}"), .. names.Select(name => $"{Defaults}:{name}")]),
                "When the destination hangs, the last retries never begin, and the caller waits for the whole deadline all the same.",
                $"Lower {section}:AttemptTimeout to the deadline divided by the retries, or MaxRetries; or raise Deadline.",
                "docs/resilience/deadlines.md");
        }
    }

    // The names by which the platform knows them too.
    private static bool IsOther(string handler) =>
        handler.StartsWith("Microsoft.Extensions.Http", StringComparison.Ordinal) && handler.Split('.')[^1] is "ResilienceHandler" or "PolicyHttpMessageHandler";
}

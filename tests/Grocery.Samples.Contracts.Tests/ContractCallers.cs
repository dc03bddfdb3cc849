using System.Text.Json.Nodes;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>Finds who could call an operation and no longer can.</summary>
internal static class ContractCallers
{
    public static IEnumerable<string> FindLockedOut(string name, JsonObject old, JsonObject now) => (IsAnonymous(old), IsAnonymous(now)) switch
    {
        (_, true) => [],
        (true, false) => [$"{name} needs a token now"],
        _ => RequirementsOf(old)
            .Where(before => !RequirementsOf(now).Any(after => IsMetBy(after, before)))
            .Select(before => $"{name} no longer lets {Describe(before)} in"),
    };

    private static bool IsAnonymous(JsonObject operation) => operation["responses"]?["401"] is null && RequirementsOf(operation).Length == 0;

    private static JsonObject[] RequirementsOf(JsonObject operation) => [.. (operation["security"]?.AsArray() ?? []).Select(one => one!.AsObject())];

    // Who brings all that was demanded brings all that is demanded now.
    private static bool IsMetBy(JsonObject demanded, JsonObject brought) =>
        demanded.All(scheme => brought[scheme.Key] is { } roles && !RolesOf(scheme.Value).Except(RolesOf(roles)).Any());

    private static IEnumerable<string> RolesOf(JsonNode? roles) => roles!.AsArray().Select(role => (string)role!);

    private static string Describe(JsonObject requirement) =>
        string.Join(" and ", requirement.Select(scheme => $"{scheme.Key}({string.Join(", ", RolesOf(scheme.Value))})"));
}

using System.Text.Json.Nodes;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>Finds what a new description takes away from callers of the old one. What is added breaks nobody.</summary>
internal static class ContractChanges
{
    public static IReadOnlyList<string> FindBreaking(ContractDocument old, ContractDocument now)
    {
        List<string> breaking = [];
        foreach (var (method, path, operation) in old.Operations)
        {
            var name = $"{method.ToUpperInvariant()} {path}";
            if (now.Operations.FirstOrDefault(other => other.Method == method && other.Path == path).Operation is not { } other)
                breaking.Add($"{name} is gone");
            else
                breaking.AddRange(Compare(name, (old, operation), (now, other)));
        }

        return breaking;
    }

    private static IEnumerable<string> Compare(
        string name, (ContractDocument Document, JsonObject Operation) old, (ContractDocument Document, JsonObject Operation) now) =>
        [
            .. CompareParameters(name, old, now),
            .. CompareBodies(name, old, now),
            .. CompareAnswers(name, old, now),
            .. ContractCallers.FindLockedOut(name, old.Operation, now.Operation),
        ];

    private static IEnumerable<string> CompareParameters(
        string name, (ContractDocument Document, JsonObject Operation) old, (ContractDocument Document, JsonObject Operation) now)
    {
        var (before, after) = (ParametersOf(old.Operation), ParametersOf(now.Operation));
        return
        [
            .. after.Where(parameter => IsRequired(parameter.Value) && !IsRequired(before.GetValueOrDefault(parameter.Key)))
                .Select(parameter => $"{name} demands {parameter.Key}"),
            .. before.Keys.Except(after.Keys).Select(key => $"{name} no longer takes {key}"),
            .. before.Keys.Intersect(after.Keys).SelectMany(key => CompareSent(
                $"{name} {key}", new Schema(old.Document, before[key]["schema"]!), new Schema(now.Document, after[key]["schema"]!))),
        ];
    }

    private static Dictionary<string, JsonNode> ParametersOf(JsonObject operation) =>
        (operation["parameters"]?.AsArray() ?? []).ToDictionary(parameter => $"{parameter!["in"]} {parameter["name"]}", parameter => parameter!);

    private static bool IsRequired(JsonNode? part) => (bool?)part?["required"] ?? false;

    // What callers send: more may not be demanded, and what was taken must be taken still.
    private static IEnumerable<string> CompareBodies(
        string name, (ContractDocument Document, JsonObject Operation) old, (ContractDocument Document, JsonObject Operation) now) =>
        (BodyOf(old), BodyOf(now)) switch
        {
            (null, null) => [],
            (_, null) => [$"{name} no longer takes a body"],
            (null, _) => DemandBody(name, old.Operation, now.Operation),
            var (before, after) => [.. DemandBody(name, old.Operation, now.Operation), .. CompareSent($"{name} body", before, after)],
        };

    private static IEnumerable<string> DemandBody(string name, JsonObject old, JsonObject now) =>
        IsRequired(now["requestBody"]) && !IsRequired(old["requestBody"]) ? [$"{name} demands a body"] : [];

    private static IEnumerable<string> CompareAnswers(
        string name, (ContractDocument Document, JsonObject Operation) old, (ContractDocument Document, JsonObject Operation) now)
    {
        foreach (var (status, _) in old.Operation["responses"]!.AsObject().Where(answer => answer.Key.StartsWith('2')))
        {
            var (before, after) = (AnswerOf(old, status), AnswerOf(now, status));
            if (now.Operation["responses"]![status] is null || (before is not null && after is null))
                yield return $"{name} no longer answers {status} as before";
            else if (before is not null)
            {
                foreach (var change in CompareReceived($"{name} {status}", before, after!))
                    yield return change;
            }
        }
    }

    private static IEnumerable<string> CompareSent(string at, Schema old, Schema now)
    {
        if (!old.Core.Types.Order().SequenceEqual(now.Core.Types.Order()))
            return [$"{at} was {string.Join(" or ", old.Core.Types)}, and is {string.Join(" or ", now.Core.Types)}"];

        var (before, after) = (old.Core.Properties, now.Core.Properties);
        return
        [
            .. old.IsNullable && !now.IsNullable ? (string[])[$"{at} may no longer be null"] : [],
            .. now.Core.LimitsNarrowerThan(old.Core).Select(limit => $"{at} has a narrower {limit}"),
            .. now.Core.Required.Except(old.Core.Required).Select(name => $"{at}.{name} is demanded"),
            .. before.Keys.Except(after.Keys).Select(name => $"{at}.{name} is no longer taken"),
            .. before.Keys.Intersect(after.Keys).SelectMany(name => CompareSent($"{at}.{name}", before[name], after[name])),
            .. old.Core.Items is { } item && now.Core.Items is { } other ? CompareSent($"{at}[]", item, other) : [],
        ];
    }

    // What callers read: it must be there still, and never be null where it was not.
    private static IEnumerable<string> CompareReceived(string at, Schema old, Schema now)
    {
        if (!old.Core.Types.Order().SequenceEqual(now.Core.Types.Order()))
            return [$"{at} was {string.Join(" or ", old.Core.Types)}, and is {string.Join(" or ", now.Core.Types)}"];

        var (before, after) = (old.Core.Properties, now.Core.Properties);
        return
        [
            .. now.IsNullable && !old.IsNullable ? (string[])[$"{at} may be null"] : [],
            .. before.Keys.Except(after.Keys).Select(name => $"{at}.{name} is gone"),
            .. old.Core.Required.Intersect(after.Keys).Except(now.Core.Required).Select(name => $"{at}.{name} may be missing"),
            .. before.Keys.Intersect(after.Keys).SelectMany(name => CompareReceived($"{at}.{name}", before[name], after[name])),
            .. old.Core.Items is { } item && now.Core.Items is { } other ? CompareReceived($"{at}[]", item, other) : [],
        ];
    }

    private static Schema? BodyOf((ContractDocument Document, JsonObject Operation) operation) =>
        operation.Operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? new Schema(operation.Document, schema) : null;

    private static Schema? AnswerOf((ContractDocument Document, JsonObject Operation) operation, string status) =>
        operation.Operation["responses"]?[status]?["content"]?["application/json"]?["schema"] is { } schema ? new Schema(operation.Document, schema) : null;
}

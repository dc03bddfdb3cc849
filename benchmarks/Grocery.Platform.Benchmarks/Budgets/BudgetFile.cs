using System.Text.Json;
using System.Text.Json.Serialization;
using Grocery.Platform.Benchmarks.Short;

namespace Grocery.Platform.Benchmarks.Budgets;

/// <summary>The budgets of all cases, by class and case, as <c>benchmarks/budgets.json</c> has them.</summary>
internal static class BudgetFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static Dictionary<string, Dictionary<string, Budget>> Load(string path)
    {
        try
        {
            return Read(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new ShortRunException($"{path} cannot be read as budgets: {exception.Message}", 2);
        }
    }

    /// <summary>Reads and checks the text of the file.</summary>
    /// <exception cref="JsonException">It is no JSON of this form.</exception>
    /// <exception cref="FormatException">It says what cannot be.</exception>
    public static Dictionary<string, Dictionary<string, Budget>> Read(string text)
    {
        var budgets = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Budget>>>(text, Json) ?? [];
        if (budgets.FirstOrDefault(group => group.Value is null || group.Value.Values.Any(budget => budget?.Wanted?.Any(wanted => wanted is null) ?? budget is null)).Key is { } empty)
            throw new FormatException($"{empty} has null where a budget or what is wanted must stand.");

        var problems = budgets.SelectMany(group => group.Value.SelectMany(budget => ProblemsOf(group.Key, budget.Key, budget.Value, group.Value))).ToArray();
        return problems.Length == 0 ? budgets : throw new FormatException(string.Join('\n', problems));
    }

    private static IEnumerable<string> ProblemsOf(string group, string name, Budget budget, Dictionary<string, Budget> siblings)
    {
        if (budget.Allocated < 0)
            yield return $"{group}.{name}: allocated is {budget.Allocated}; it must be 0 or more bytes.";

        foreach (var wanted in budget.Wanted ?? [])
        {
            foreach (var other in new[] { wanted.To, wanted.Over }.OfType<string>().Where(other => other == name || !siblings.ContainsKey(other)))
                yield return $"{group}.{name}: wanted compares with {other}, which must be another case of {group}.";

            if (wanted.To is null && (wanted.Over is null || wanted.Measure is not BudgetMeasure.Allocated))
                yield return $"{group}.{name}: wanted needs \"to\", the case that the ratio is to; only a difference of bytes has \"over\" alone.";
            if (!double.IsFinite(wanted.AtMost) || wanted.AtMost < 0)
                yield return $"{group}.{name}: atMost is {wanted.AtMost}; it must be 0 or more.";
        }
    }
}

using Grocery.Platform.Observability.Logging.Lines;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Checks the names of the members of a line.</summary>
internal sealed class LoggingOptionsValidator : IValidateOptions<LoggingOptions>
{
    private const string Key = $"{LoggingOptions.Section}:{nameof(LoggingOptions.Names)}";

    private static readonly string[] Members =
        [.. LinePreset.Of(LogPreset.Default).Members.Select(member => member.Key)];

    private static readonly string[] Required =
        [.. new[] { LineMemberKind.Timestamp, LineMemberKind.Level, LineMemberKind.Message, LineMemberKind.Attributes }.Select(LineMemberKeys.Of)];

    public ValidateOptionsResult Validate(string? name, LoggingOptions options)
    {
        string[] problems = [.. options.Names.Select(pair => FindProblem(pair.Key, pair.Value)).OfType<string>(), .. FindTwins(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? FindProblem(string member, string name)
    {
        if (!Members.Contains(member, StringComparer.OrdinalIgnoreCase))
        {
            return new ConfigurationProblem(
                $"{Key}:{member}", name, $"only the members {string.Join(", ", Members)}", "Remove it or mend the name of the member.").ToString();
        }

        return name.Length == 0 && Required.Contains(member, StringComparer.OrdinalIgnoreCase)
            ? new ConfigurationProblem($"{Key}:{member}", name, "a name; this member is on every line", "Remove it or give a name.").ToString()
            : null;
    }

    private static IEnumerable<string> FindTwins(LoggingOptions options) =>
        LinePreset.Of(options.Preset).Members
            .Select(member => (member.Key, member.Parent, Name: options.Names.TryGetValue(member.Key, out var name) ? name : member.Name))
            .Where(member => member.Name.Length > 0)
            .GroupBy(member => (member.Parent, member.Name))
            .Where(twins => twins.Count() > 1)
            .Select(twins => new ConfigurationProblem(
                $"{Key}:{twins.Last().Key}",
                twins.Key.Name,
                $"a name that no other member has; {string.Join(" and ", twins.Select(twin => twin.Key))} have this one",
                "Choose another name.").ToString());
}

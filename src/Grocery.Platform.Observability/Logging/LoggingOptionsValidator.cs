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

    private static IEnumerable<string> FindTwins(LoggingOptions options)
    {
        var preset = LinePreset.Of(options.Preset);
        var members = preset.Members
            .Select(member => (member.Key, member.Parent, Name: options.Names.TryGetValue(member.Key, out var name) ? name : member.Name))
            .Where(member => member.Name.Length > 0)
            .ToArray();
        string[] taken =
        [
            JsonLineFormat.Truncated,
            .. preset.Members.Select(member => member.Parent).OfType<string>(),
            .. preset.Error.IsAttribute ? [] : preset.Error.Parent is { } parent ? [parent] : preset.Error.All,
        ];
        return members
            .Where(member => members.Any(other => other.Key != member.Key && (other.Parent, other.Name) == (member.Parent, member.Name))
                || (member.Parent is null && taken.Contains(member.Name)))
            .Where(member => options.Names.ContainsKey(member.Key))
            .Select(member => new ConfigurationProblem(
                $"{Key}:{member.Key}", member.Name, "a name that no other member of the line has", "Choose another name.").ToString());
    }
}

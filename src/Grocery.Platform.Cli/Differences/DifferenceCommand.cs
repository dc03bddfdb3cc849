using System.CommandLine;
using Grocery.Platform.Cli.Projects;

namespace Grocery.Platform.Cli.Differences;

/// <summary><c>grocery config diff</c>: what is not the same in two environments.</summary>
internal static class DifferenceCommand
{
    private static readonly Argument<string> First = new("ENV") { Description = "An environment, such as Development or staging." };

    private static readonly Argument<string> Second = new("OTHER") { Description = "The environment to compare it with." };

    private static readonly Option<string> Project = new("--project") { Description = "The .csproj file of the service, or its folder.", DefaultValueFactory = _ => ".", HelpName = "PROJECT" };

    private static readonly Option<bool> Parameters = new("--parameter-store")
    {
        Description = "Reads the Parameter Store too, as the service does in each environment: under /{root}/{environment}/shared and /{root}/{environment}/{service}.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Writes JSON." };

    public static Command Create(Terminal terminal)
    {
        var diff = new Command("diff", "Lists the keys whose effective values differ between two environments. Secrets are never shown: only that they differ.")
        {
            First, Second, Project, Parameters, Json,
        };
        diff.SetAction(parsed => Run(parsed, terminal));
        return new Command("config", "Looks at the configuration of a service.") { diff };
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var project = ServiceProject.Find(parsed.GetRequiredValue(Project));
        var (first, second) = (Read(project, parsed.GetRequiredValue(First), parsed, terminal), Read(project, parsed.GetRequiredValue(Second), parsed, terminal));
        Difference[] differences = [.. Difference.Between(first, second)];
        if (parsed.GetValue(Json))
            terminal.WriteJson(new { First = first.Environment, Second = second.Environment, Differences = differences });
        else
            WriteText(terminal.Output, first, second, differences);

        return differences.Length > 0 ? ExitCodes.Findings : ExitCodes.Well;
    }

    private static EnvironmentSettings Read(string project, string environment, ParseResult parsed, Terminal terminal)
    {
        terminal.Progress($"Reading {environment} ...");
        try
        {
            return EnvironmentSettings.Read(Path.GetDirectoryName(project)!, Path.GetFileNameWithoutExtension(project), environment, parsed.GetValue(Parameters));
        }
        catch (InvalidDataException exception)
        {
            throw new WrongUseException($"{exception.Message} {exception.InnerException?.Message}".Trim());
        }
    }

    private static void WriteText(TextWriter output, EnvironmentSettings first, EnvironmentSettings second, Difference[] differences)
    {
        foreach (var difference in differences)
        {
            output.WriteLine(difference.IsSecret && difference is { First: not null, Second: not null } ? $"{difference.Key}: differs (secret)" : difference.Key);
            Write(output, first.Environment, difference.First);
            Write(output, second.Environment, difference.Second);
        }

        output.WriteLine(differences.Length == 0
            ? $"{first.Environment} and {second.Environment} are the same."
            : $"{differences.Length} of {first.Keys.Union(second.Keys, StringComparer.OrdinalIgnoreCase).Count()} keys differ.");
    }

    private static void Write(TextWriter output, string environment, DifferentValue? value) =>
        output.WriteLine(value is null ? $"  {environment}: not set" : $"  {environment}: {value.Text ?? SecretValues.Mask}  ({value.Origin})");
}

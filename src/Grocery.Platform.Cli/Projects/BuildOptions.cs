using System.CommandLine;

namespace Grocery.Platform.Cli.Projects;

/// <summary>The options of commands that run the program of a project.</summary>
internal static class BuildOptions
{
    public static readonly Option<string> Configuration = new("--configuration") { Description = "The configuration of the build.", DefaultValueFactory = _ => "Debug", HelpName = "NAME" };

    public static readonly Option<bool> NoBuild = new("--no-build") { Description = "Takes the project as it was built." };

    public static readonly Option<KeyValuePair<string, string>[]> Set = new("--set")
    {
        Description = "A value that the deployment sets, such as Platform:Management:Port=9090. May be repeated.",
        HelpName = "KEY=VALUE",
        CustomParser = result => [.. result.Tokens.Select(token => token.Value.Split('=', 2)).Select(parts =>
        {
            if (parts.Length != 2 || parts[0].Length == 0)
                result.AddError($"--set has '{parts[0]}'; allowed: KEY=VALUE, such as Platform:Management:Port=9090.");

            return KeyValuePair.Create(parts[0], parts.Length == 2 ? parts[1] : "");
        })],
    };

    /// <summary>Builds a project unless it is to be taken as it is, and says when there is nothing to run.</summary>
    public static async Task EnsureBuiltAsync(ServiceProject project, ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        if (!parsed.GetValue(NoBuild))
        {
            terminal.Progress("Building it ...");
            await project.BuildAsync(parsed.GetRequiredValue(Configuration), stop).ConfigureAwait(false);
        }

        if (!File.Exists(project.TargetPath))
            throw new WrongUseException($"There is no {project.TargetPath}. Build the project first, or leave --no-build out.");
    }
}

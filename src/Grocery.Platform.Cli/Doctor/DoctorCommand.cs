using System.CommandLine;
using Grocery.Platform.Cli.Inspection;
using Grocery.Platform.Cli.Projects;
using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Doctor;

/// <summary><c>grocery doctor</c>: explains the features of a service, and finds unsafe combinations.</summary>
internal static class DoctorCommand
{
    private static readonly Argument<string> Project = new("PROJECT") { Description = "The .csproj file of the service, or its folder." };

    private static readonly Option<string> Environment = new("--environment") { Description = "The host environment to look at.", DefaultValueFactory = _ => "Production", HelpName = "NAME" };

    private static readonly Option<FileInfo?> Dockerfile = new("--dockerfile")
    {
        Description = "The file whose ENV configures the service. Default: the nearest Dockerfile in the folder of the project and those above, in its repository.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Manifests = new("--manifest")
    {
        Description = "A Kubernetes, ECS or Terraform file, or a folder of them, that tells the stop time. Default: the folder of the project. May be repeated.",
        HelpName = "PATH",
    };

    private static readonly Option<bool> NoRun = new("--no-run") { Description = "Looks at files alone; the program of the service is not run." };

    private static readonly Option<bool> Json = new("--json") { Description = "Writes JSON." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "doctor",
            "Explains every feature of a service (on or off, why, by which key) and finds unsafe combinations. Runs the program of the service until its host is built; nothing is started, and nothing is served.")
        {
            Project, Environment, BuildOptions.Configuration, Dockerfile, Manifests, BuildOptions.Set, BuildOptions.NoBuild, NoRun, Json,
        };
        command.SetAction((parsed, stop) => RunAsync(parsed, terminal, stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var configuration = parsed.GetRequiredValue(BuildOptions.Configuration);
        terminal.Progress("Reading the project ...");
        var project = await ServiceProject.ReadAsync(ServiceProject.Find(parsed.GetRequiredValue(Project)), configuration, stop).ConfigureAwait(false);
        var settings = ConfiguredSettings.Read(project.Folder, parsed.GetRequiredValue(Environment), FindDockerfile(parsed, project), parsed.GetValue(BuildOptions.Set) ?? []);
        var manifests = FindManifests(parsed, project);
        var inspection = parsed.GetValue(NoRun) ? null : await InspectAsync(parsed, project, settings, terminal, stop).ConfigureAwait(false);

        var report = new DoctorReport(new DoctorCase(project, settings, manifests, inspection));
        if (parsed.GetValue(Json))
            report.WriteJson(terminal);
        else
            report.WriteText(terminal.Output);

        return report.ExitCode;
    }

    private static async Task<ServiceInspection> InspectAsync(
        ParseResult parsed, ServiceProject project, ConfiguredSettings settings, Terminal terminal, CancellationToken stop)
    {
        // The runtime of an older framework cannot load this program, which looks into the service.
        if (!project.TargetFramework.StartsWith("net10.", StringComparison.Ordinal) && !project.TargetFramework.StartsWith("net11.", StringComparison.Ordinal))
            throw new WrongUseException($"{project.Path} is for {(project.TargetFramework.Length > 0 ? project.TargetFramework : "several frameworks")}; the platform needs net10.0. Set TargetFramework, or look at its files alone with --no-run.");

        await BuildOptions.EnsureBuiltAsync(project, parsed, terminal, stop).ConfigureAwait(false);
        terminal.Progress("Running it until its host is built ...");
        return await InspectedRun.RunAsync(project, parsed.GetRequiredValue(Environment), settings.Variables, stop).ConfigureAwait(false);
    }

    private static string? FindDockerfile(ParseResult parsed, ServiceProject project)
    {
        if (parsed.GetValue(Dockerfile) is not { } given)
            return ImageSettings.Find(project.Folder);

        return given.Exists ? given.FullName : throw new WrongUseException($"--dockerfile is {given}, and there is no such file.");
    }

    private static StopTime[] FindManifests(ParseResult parsed, ServiceProject project)
    {
        var given = parsed.GetValue(Manifests) is { Length: > 0 } paths ? paths : [project.Folder];
        if (Array.Find(given, path => !Path.Exists(path)) is { } missing)
            throw new WrongUseException($"--manifest is {missing}, and there is no such file or folder.");

        return [.. given.SelectMany(path => StopTime.FindIn(Path.GetFullPath(path), project.Folder))];
    }
}

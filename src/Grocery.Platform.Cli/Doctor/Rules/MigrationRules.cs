using Grocery.Platform.Cli.Projects;
using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Doctor.Rules;

/// <summary>What a team comes from.</summary>
internal static class MigrationRules
{
    public static IEnumerable<Finding> Find(DoctorCase one)
    {
        if (one.Inspection is { IsBuilt: true, Identity: null, Problems.Count: 0, Unread.Count: 0 })
        {
            yield return new Finding(
                "no-platform", FindingLevel.Note, "The service does not call builder.AddGroceryPlatform().", new Place(null, Path.GetFileName(one.Project.Path)),
                "There is nothing of the platform to explain.", "Add the package Grocery.Platform and the one line.", "README.md");
        }

        if (FindAspire(one.Project) is { } aspire)
            yield return Note("aspire", "the service defaults of Aspire", aspire, "Its resilience handler stands aside the platform's, and its health checks answer in Development only.");
        if (Package(one.Project, package => Is(package, "Serilog.AspNetCore") || Is(package, "OpenTelemetry.Extensions.Hosting")) is { } telemetry)
            yield return Note("serilog-opentelemetry", "Serilog and OpenTelemetry set up by hand", telemetry, "Lines, spans and metrics come twice, or without the names that dashboards and alerts go by.");
        if (Package(one.Project, IsOldPolly) is { } polly)
            yield return Note("polly-7", "policies of Polly 7", polly, "They retry what is not safe to repeat, without a budget, and share one breaker over all destinations.");
        if (Package(one.Project, package => Is(package, "Amazon.Extensions.Configuration.SystemsManager")) is { } ssm)
            yield return Note("aws-ssm", "the Parameter Store provider of AWS", ssm, "A failed reload can end the process, and nothing tells that values are old.");
        if (Package(one.Project, package => package.Name.StartsWith("AspNetCore.HealthChecks.", StringComparison.OrdinalIgnoreCase)) is { } xabaril)
            yield return Note("xabaril", "health checks of Xabaril", xabaril, "Without time-outs of their own they run in each probe, unless the platform runs them.");
    }

    private static Finding Note(string guide, string what, Place where, string why) => new(
        $"migrate-{guide}", FindingLevel.Note, $"The service uses {what}.", where, why, "The guide says what takes the place of each part.", $"docs/migrate/{guide}.md");

    private static Place? FindAspire(ServiceProject project)
    {
        var file = Path.GetFileName(project.Path);
        if (project.ProjectReferences.FirstOrDefault(IsServiceDefaults) is { } reference)
            return Locate(project.Path, file, Path.GetFileName(reference.Replace('\\', '/')));

        return project.IsAspireShared ? new Place(null, file) : Package(project, package => Is(package, "Microsoft.Extensions.ServiceDiscovery"));
    }

    private static bool IsServiceDefaults(string reference) => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')).EndsWith("ServiceDefaults", StringComparison.OrdinalIgnoreCase);

    private static bool IsOldPolly(PackageReference package) =>
        Is(package, "Microsoft.Extensions.Http.Polly")
        || (Is(package, "Polly") && package.Version?.Split('.')[0].TrimStart('[', '(') is { } major && int.TryParse(major, out var number) && number < 8);

    private static bool Is(PackageReference package, string name) => package.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Place? Package(ServiceProject project, Func<PackageReference, bool> match) =>
        project.Packages.FirstOrDefault(match) is { } package ? Locate(package.File, Path.GetRelativePath(project.Folder, package.File), package.Name) : null;

    private static Place Locate(string file, string shownAs, string text)
    {
        var line = File.Exists(file) ? File.ReadLines(file).TakeWhile(one => !one.Contains(text, StringComparison.OrdinalIgnoreCase)).Count() + 1 : 0;
        return new Place(text, shownAs, line > 0 ? line : null);
    }
}

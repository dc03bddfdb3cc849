using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Grocery.Versions;

/// <summary>The files that follow from the one source: for Terraform, and for Helm and Argo CD where there are charts.</summary>
internal sealed partial class GeneratedFiles(string root)
{
    private const string Environments = "infra/terraform/environments";
    private const string Charts = "infra/kubernetes/charts";
    private const string UmbrellaVersion = "1.0.0";
    private const string Notice = $"# Generated from {VersionsFile.Location} by eng/grocery versions generate; change that file.\n";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool HasCharts => Directory.Exists(In(Charts));

    /// <summary>Gives the text of every generated file, by its path from the root.</summary>
    /// <exception cref="VersionsException">The folders of the repository are not those that the file speaks of.</exception>
    public IReadOnlyDictionary<string, string> Generate(VersionsFile file)
    {
        RequireFolders(file);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var environment in file.Environments)
        {
            files[$"{Environments}/{environment.Name}/images.tfvars.json"] = Images(file, environment);
            files[$"{Environments}/{environment.Name}/pinned.json"] = Pins(environment);
            if (HasCharts)
                files[$"infra/kubernetes/environments/{environment.Name}/versions.yaml"] = Values(file, environment);
        }

        if (HasCharts)
            files[$"{Charts}/shop/Chart.yaml"] = Umbrella(file);
        return files;
    }

    /// <summary>Gives those of them that are not there, or not so.</summary>
    public IReadOnlyDictionary<string, string> FindStale(VersionsFile file) =>
        Generate(file).Where(generated => !File.Exists(In(generated.Key)) || File.ReadAllText(In(generated.Key)) != generated.Value).ToDictionary();

    private static string Images(VersionsFile file, EnvironmentEntries environment)
    {
        var images = new { images = file.Services.ToDictionary(service => service, service => environment.Entries[service].Image.ToString()) };
        return JsonSerializer.Serialize(images, Json) + "\n";
    }

    // For the scripts that deploy: service and reason.
    private static string Pins(EnvironmentEntries environment) =>
        JsonSerializer.Serialize(environment.Entries.Where(entry => entry.Value.Pinned is not null).ToDictionary(entry => entry.Key, entry => entry.Value.Pinned), Json) + "\n";

    private static string Values(VersionsFile file, EnvironmentEntries environment)
    {
        var text = new StringBuilder(Notice);
        foreach (var service in file.Services)
        {
            var image = environment.Entries[service].Image;
            text.Append(service).Append(":\n  image:\n    repository: ").Append(image.Repository).Append("\n    digest: ").Append(image.Digest).Append('\n');
        }

        return text.ToString();
    }

    private string Umbrella(VersionsFile file)
    {
        var text = new StringBuilder(Notice)
            .Append("apiVersion: v2\nname: shop\ndescription: The whole shop.\ntype: application\nversion: ")
            .Append(UmbrellaVersion).Append("\ndependencies:\n");
        foreach (var service in file.Services)
        {
            text.Append("  - name: ").Append(service).Append("\n    version: ").Append(VersionOfChart(service))
                .Append("\n    repository: file://../").Append(service).Append('\n');
        }

        return text.ToString();
    }

    private string VersionOfChart(string service)
    {
        var path = $"{Charts}/{service}/Chart.yaml";
        if (!File.Exists(In(path)))
            throw new VersionsException($"{path} is missing: {VersionsFile.Location} names the service {service}, which needs a chart. Add it, or take the service out.");

        var version = VersionPattern().Match(File.ReadAllText(In(path)));
        return version.Success ? version.Groups[1].Value : throw new VersionsException($"{path} has no line \"version: 1.2.3\"; add it.");
    }

    private void RequireFolders(VersionsFile file)
    {
        foreach (var environment in file.Environments.Where(environment => !Directory.Exists(In($"{Environments}/{environment.Name}"))))
        {
            throw new VersionsException(
                $"{VersionsFile.Location} names the environment {environment.Name}, which has no folder {Environments}/{environment.Name}. Add the folder, or take the environment out.");
        }

        var known = file.Environments.Select(environment => environment.Name);
        // One below another is that environment made again elsewhere, with its images.
        var folders = Directory.GetDirectories(In(Environments)).Where(folder => File.Exists(Path.Combine(folder, "backend.hcl"))).Select(folder => Path.GetFileName(folder));
        if (folders.Except(known).Order(StringComparer.Ordinal).FirstOrDefault() is { } forgotten)
            throw new VersionsException($"{Environments}/{forgotten} is an environment that {VersionsFile.Location} does not name. Add it there, after the one whose images it gets.");
    }

    private string In(string path) => Path.Combine(root, path);

    [GeneratedRegex("""^version: *"?([0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)"? *(?:#.*)?$""", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}

using System.CommandLine;

namespace Grocery.Platform.Cli.Schema;

/// <summary><c>grocery schema</c>: the JSON schema of <c>Platform</c> in a settings file.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = new Option<FileInfo?>("--output") { Description = "The file to write; default: standard output.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Changes nothing: a schema is JSON." };
        var command = new Command(
            "schema", "Prints the JSON schema of the section Platform of appsettings.json: every key with its type, range, default and description.") { output, json };
        command.SetAction((parsed, stop) => WriteAsync(parsed.GetValue(output), terminal, stop));
        return command;
    }

    private static async Task<int> WriteAsync(FileInfo? file, Terminal terminal, CancellationToken stop)
    {
        using var reader = new StreamReader(typeof(SchemaCommand).Assembly.GetManifestResourceStream("ConfigurationSchema.json")!);
        var schema = await reader.ReadToEndAsync(stop).ConfigureAwait(false);
        if (file is null)
        {
            await terminal.Output.WriteAsync(schema.AsMemory(), stop).ConfigureAwait(false);
            return ExitCodes.Well;
        }

        if (file.Directory is { Exists: false } folder)
            throw new WrongUseException($"--output is {file}, and there is no folder {folder.FullName}. Make it, or name a file in another.");

        await File.WriteAllTextAsync(file.FullName, schema, stop).ConfigureAwait(false);
        return ExitCodes.Well;
    }
}

using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Cli.Tests;

public sealed class SchemaCommandTests
{
    private static readonly string Schema = File.ReadAllText(Repository.Path("src", "Grocery.Platform", "ConfigurationSchema.json"));

    [Fact]
    public async Task The_schema_is_the_one_that_the_package_ships()
    {
        var (exitCode, output, _) = await Tool.RunAsync("schema");

        Assert.Equal(0, exitCode);
        Assert.Equal(Schema, output);
    }

    [Fact]
    public async Task The_schema_goes_into_a_file_when_one_is_named()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "schema.json");

        var (exitCode, output, _) = await Tool.RunAsync("schema", "--output", file);

        Assert.Equal(0, exitCode);
        Assert.Empty(output);
        Assert.Equal(Schema, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_wrong_use()
    {
        var (exitCode, _, error) = await Tool.RunAsync("schema", "--output", "/nowhere/schema.json");

        Assert.Equal(2, exitCode);
        Assert.Contains("/nowhere", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_wrong_use() => Assert.Equal(2, (await Tool.RunAsync("schema", "--upside-down")).ExitCode);

    [Fact]
    public async Task The_help_calls_the_command_by_its_name()
    {
        var (exitCode, output, _) = await Tool.RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("grocery [command] [options]", output, StringComparison.Ordinal);
        Assert.Contains("doctor <PROJECT>", output, StringComparison.Ordinal);
    }
}

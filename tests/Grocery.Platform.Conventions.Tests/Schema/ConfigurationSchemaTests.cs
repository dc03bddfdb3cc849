using System.Text.Json.Nodes;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;

namespace Grocery.Platform.Conventions.Tests.Schema;

/// <summary>What an editor is told about <c>Platform</c> in a settings file.</summary>
public sealed class ConfigurationSchemaTests
{
    // Named options are found by the name of something that the service registered; any stands for it.
    private const string AnyName = "any";

    // What the doctor must find something wrong with.
    private const string Wrong = "InvalidOptions";

    private static string Whole => File.ReadAllText(PathOf("Grocery.Platform"));

    // Once for all: to read it takes longer than to use it.
    private static readonly Lazy<Task<JsonSchema>> WholeSchema = new(() => JsonSchema.FromJsonAsync(Whole));

    public static TheoryData<string> Packages =>
        [.. Family.OptionsTypes.Select(type => type.Assembly.GetName().Name!).Append("Grocery.Platform").Distinct().Order(StringComparer.Ordinal)];

    public static TheoryData<string> SettingsFiles =>
    [
        .. Directory.GetFiles(Repository.Root, "appsettings*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.StartsWith("artifacts", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal))
            .Where(file => !file.Contains(Wrong, StringComparison.Ordinal)),
    ];

    public static TheoryData<string, string> Snippets =>
    [
        .. from page in Documentation.Pages
           from snippet in Documentation.SnippetsIn(page, "json")
           where IsSettings(snippet)
           select (Path.GetRelativePath(Repository.Root, page), snippet),
    ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_schema_of_a_package_is_what_its_options_give(string package)
    {
        var actual = ConfigurationSchema.Of(Family.Assemblies.Single(assembly => assembly.GetName().Name == package));
        if (Environment.GetEnvironmentVariable("APPROVE_SCHEMA") == "1")
            File.WriteAllText(PathOf(package), actual);

        var approved = File.Exists(PathOf(package)) ? File.ReadAllText(PathOf(package)) : "";

        var change = actual.Split('\n').Except(approved.Split('\n')).FirstOrDefault();
        Assert.True(
            actual == approved,
            $"{PathOf(package)} is not what the options classes give, from \"{change?.Trim()}\". Run APPROVE_SCHEMA=1 eng/test.sh Conventions and review the file.");
    }

    [Fact]
    public void Every_key_that_the_options_bind_is_in_the_schema()
    {
        var described = ConfigurationSchema.KeysIn(Parse(Whole)).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var bound =
            from type in Family.OptionsTypes
            from property in type.GetProperties()
            select $"{type.GetField("Section")!.GetRawConstantValue()}:{property.Name}";

        Assert.Empty(bound.Except(described));
    }

    [Fact]
    public void Every_key_in_the_schema_is_one_that_the_platform_reads()
    {
        string[] keys =
        [
            .. ConfigurationSchema.KeysIn(Parse(Whole)).Where(pair => pair.Schema["properties"] is null && pair.Schema["additionalProperties"] is null)
                .Select(pair => pair.Key.Replace("*", AnyName, StringComparison.Ordinal)),
        ];
        var builder = WebApplication.CreateBuilder();
        builder.AddGroceryPlatform();
        builder.Configuration.AddInMemoryCollection(keys.Select(key => KeyValuePair.Create(key, (string?)AnyName)));

        using var services = builder.Services.BuildServiceProvider();

        Assert.Contains("Platform:Resilience:Clients:any:MaxRetries", keys);
        Assert.Empty(services.FindUnknownPlatformKeys());
    }

    [Fact]
    public void Every_value_says_what_it_is()
    {
        var silent = ConfigurationSchema.KeysIn(Parse(Whole))
            .Where(pair => !pair.Key.EndsWith(":*", StringComparison.Ordinal) && pair.Schema["properties"] is null)
            .Where(pair => pair.Schema["description"]?.GetValue<string>() is not { Length: > 20 })
            .Select(pair => pair.Key);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task Every_default_is_allowed()
    {
        var defaults = ConfigurationSchema.KeysIn(Parse(Whole)).Where(pair => pair.Schema["default"] is not null).ToArray();

        Assert.True(defaults.Length > 100);
        foreach (var (key, schema) in defaults)
            Assert.True((await ReadAsync(schema.ToJsonString())).Validate(schema["default"]!.ToJsonString()).Count == 0, key);
    }

    [Theory]
    [MemberData(nameof(SettingsFiles))]
    public async Task A_settings_file_of_the_repository_is_valid(string file) =>
        Assert.Empty(await ProblemsInAsync(await File.ReadAllTextAsync(Repository.Path(file), TestContext.Current.CancellationToken)));

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_documented_snippet_is_valid(string page, string snippet) =>
        Assert.True((await ProblemsInAsync(snippet)).Length == 0, $"{page}: {string.Join(", ", await ProblemsInAsync(snippet))}");

    [Theory]
    [InlineData("""{ "Platform": { "Resiliance": { } } }""", "#/Platform.Resiliance")]
    [InlineData("""{ "Platform": { "Health": { "Drain": { "Windows": "00:00:05" } } } }""", "#/Platform.Health.Drain.Windows")]
    [InlineData("""{ "Platform": { "Resilience": { "Clients": { "product": { "Retries": 2 } } } } }""", "#/Platform.Resilience.Clients.product")]
    [InlineData("""{ "Platform": { "Management": { "Port": 70000 } } }""", "#/Platform.Management.Port")]
    [InlineData("""{ "Platform": { "Management": { "Port": "high" } } }""", "#/Platform.Management.Port")]
    [InlineData("""{ "Platform": { "Health": { "Drain": { "Window": "5 seconds" } } } }""", "#/Platform.Health.Drain.Window")]
    [InlineData("""{ "Platform": { "Health": { "Drain": { "Window": "5" } } } }""", "#/Platform.Health.Drain.Window")]
    [InlineData("""{ "Platform": { "Observability": { "Logging": { "Format": "Yaml" } } } }""", "#/Platform.Observability.Logging.Format")]
    [InlineData("""{ "Platform": { "Config": { "Root": "aws-things" } } }""", "#/Platform.Config.Root")]
    [InlineData("""{ "Platform": { "Observability": { "Tracing": { "Sources": "Shop.*" } } } }""", "#/Platform.Observability.Tracing.Sources")]
    public async Task A_mistake_is_marked_where_it_stands(string settings, string path) =>
        Assert.Equal(path, Assert.Single(await ProblemsInAsync(settings)));

    [Fact]
    public async Task What_is_not_the_platform_s_is_left_alone() =>
        Assert.Empty(await ProblemsInAsync("""{ "$schema": "x", "Logging": { "LogLevel": { "Default": "Debug" } }, "Checkout": { "Limit": 3 } }"""));

    [Fact]
    public async Task A_package_alone_says_nothing_of_the_keys_of_others()
    {
        var health = await ReadAsync(await File.ReadAllTextAsync(PathOf("Grocery.Platform.Health"), TestContext.Current.CancellationToken));

        Assert.Empty(health.Validate("""{ "Platform": { "Resilience": { "Anything": 1 }, "Health": { "Enabled": true } } }"""));
        Assert.NotEmpty(health.Validate("""{ "Platform": { "Health": { "Enable": true } } }"""));
    }

    private static async Task<string[]> ProblemsInAsync(string settings) =>
        [.. (await WholeSchema.Value).Validate(settings).Select(problem => problem.Path ?? "#")];

    private static Task<JsonSchema> ReadAsync(string schema) => JsonSchema.FromJsonAsync(schema, TestContext.Current.CancellationToken);

    private static bool IsSettings(string snippet) =>
        snippet.TrimStart().StartsWith('{') && Parse(snippet).ContainsKey("Platform");

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static string PathOf(string package) => Repository.Path("src", package, "ConfigurationSchema.json");
}

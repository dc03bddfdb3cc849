using System.Reflection;
using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Conventions.Tests;

/// <summary>What the pages say must be there.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Headings = ["## What", "## Use", "## Defaults", "## Telemetry", "## When it fails"];

    public static TheoryData<string> Packages => [.. Documentation.Folders.Keys];

    public static TheoryData<string> FeaturePages => [.. Documentation.Folders.Keys.SelectMany(Documentation.FeaturePagesOf).Select(Relative)];

    [Theory]
    [MemberData(nameof(FeaturePages))]
    public void A_page_about_a_feature_has_the_five_headings_in_their_order(string page) =>
        Assert.Equal(Headings, Documentation.HeadingsOf(Repository.Path(page)));

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_index_names_every_page(string package)
    {
        var pages = Documentation.FeaturePagesOf(package).ToArray();
        var linked = Documentation.LinkedFilesIn(Repository.Path("docs", Documentation.Folders[package], "README.md")).Select(Path.GetFileName);

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Select(Path.GetFileName).Except(linked));
    }

    [Fact]
    public void Every_configuration_key_is_one_that_the_platform_reads()
    {
        var written = (
            from page in Documentation.Pages
            from key in Documentation.KeysIn(page)
            select (Page: Relative(page), Key: key)).ToArray();
        var known = FindKnown([.. written.Select(item => item.Key).Distinct()]);

        Assert.Contains(known, key => key == "Platform:Observability:Sampling:Ratio");
        Assert.All(written, item => Assert.True(known.Contains(item.Key), $"{item.Page}: nothing reads {item.Key}"));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_setting_is_on_a_page(string package)
    {
        var written = Documentation.FeaturePagesOf(package).SelectMany(Documentation.KeysIn).ToHashSet(StringComparer.Ordinal);
        var settings =
            from type in Family.OptionsTypes
            where type.Assembly.GetName().Name == package
            from property in type.GetProperties()
            select $"{type.GetField("Section")!.GetRawConstantValue()}:{property.Name}";

        Assert.Empty(settings.Except(written));
    }

    [Fact]
    public void Every_metric_and_attribute_of_the_platform_is_in_the_source()
    {
        var declared = Family.SourceFiles.SelectMany(file => DeclarationPattern().Matches(File.ReadAllText(file.Path)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        var invented =
            from page in Documentation.Pages
            from name in Documentation.NamesIn(page)
            where !declared.Contains(name)
            select (Relative(page), name);

        Assert.Contains("grocery.logs.dropped", declared);
        Assert.Empty(invented);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_metric_is_on_a_page(string package)
    {
        var written = Documentation.FeaturePagesOf(package).SelectMany(Documentation.NamesIn).ToHashSet(StringComparer.Ordinal);
        var instruments =
            from file in Family.SourceFiles
            where file.Project == package
            from Match match in InstrumentPattern().Matches(File.ReadAllText(file.Path))
            select match.Groups[1].Value;

        Assert.NotEmpty(instruments);
        Assert.Empty(instruments.Except(written));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_log_event_is_on_a_page(string package)
    {
        var written = string.Join('\n', Documentation.FeaturePagesOf(package).Select(File.ReadAllText));
        var ids =
            from type in Family.Types
            where type.Assembly.GetName().Name == package
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            let message = method.GetCustomAttribute<LoggerMessageAttribute>()
            where message is not null
            select message.EventId;

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Matches($@"\b{id}\b", written));
    }

    // A section is known when something that an options class has stands directly under it.
    private static HashSet<string> FindKnown(string[] keys)
    {
        string[] properties = [.. Family.OptionsTypes.SelectMany(type => type.GetProperties()).Select(property => property.Name).Distinct()];
        var candidates = keys.ToDictionary(key => key, key => properties.Select(property => $"{key}:{property}").Prepend(key).ToArray());
        var builder = WebApplication.CreateBuilder();
        builder.AddGroceryPlatform();
        builder.Configuration.AddInMemoryCollection(
            candidates.Values.SelectMany(all => all).Distinct(StringComparer.OrdinalIgnoreCase).Select(key => KeyValuePair.Create(key, (string?)"any")));

        using var services = builder.Services.BuildServiceProvider();
        var unknown = services.FindUnknownPlatformKeys().Select(key => key.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. keys.Where(key => !Array.TrueForAll(candidates[key], unknown.Contains))];
    }

    private static string Relative(string page) => Path.GetRelativePath(Repository.Root, page);

    [GeneratedRegex("\"(grocery\\.[a-z_.]+)\"")]
    private static partial Regex DeclarationPattern();

    [GeneratedRegex("\\.Create\\w+(?:<\\w+>)?\\(\\s*\"(grocery\\.[a-z_.]+)\"")]
    private static partial Regex InstrumentPattern();
}

using System.Text.Json.Nodes;

namespace Grocery.Feed;

/// <summary>The documents of a feed, as https://learn.microsoft.com/nuget/api/overview describes them; they name each other by whole addresses.</summary>
internal sealed class FeedDocuments(Uri url)
{
    public JsonObject Index() => new()
    {
        ["version"] = "3.0.0",
        ["resources"] = new JsonArray(
            Resource("content/", "PackageBaseAddress/3.0.0"),
            Resource("registration/", "RegistrationsBaseUrl"),
            Resource("registration/", "RegistrationsBaseUrl/3.6.0"),
            Resource("search.json", "SearchQueryService"),
            Resource("search.json", "SearchQueryService/3.0.0-beta")),
    };

    public static JsonObject Versions(IReadOnlyList<PublishedPackage> family) =>
        new() { ["versions"] = new JsonArray([.. family.Select(package => (JsonNode)package.Version)]) };

    public JsonObject Registration(IReadOnlyList<PublishedPackage> family)
    {
        var address = Address($"registration/{family[0].Id}/index.json");
        var page = new JsonObject
        {
            ["@id"] = $"{address}#page",
            ["count"] = family.Count,
            ["lower"] = family[0].Version,
            ["upper"] = family[^1].Version,
            ["items"] = new JsonArray([.. family.Select(package => (JsonNode)new JsonObject
            {
                ["@id"] = LeafAddress(package),
                ["catalogEntry"] = Entry(package),
                ["packageContent"] = ContentAddress(package),
                ["registration"] = address,
            })]),
        };
        return new() { ["@id"] = address, ["count"] = 1, ["items"] = new JsonArray(page) };
    }

    public JsonObject Leaf(PublishedPackage package) => new()
    {
        ["@id"] = LeafAddress(package),
        ["listed"] = true,
        ["packageContent"] = ContentAddress(package),
        ["published"] = package.Published,
        ["registration"] = Address($"registration/{package.Id}/index.json"),
    };

    /// <summary>Every package: a file cannot look at the question, and who asks filters what it shows.</summary>
    public JsonObject Search(IReadOnlyList<IReadOnlyList<PublishedPackage>> families) => new()
    {
        ["totalHits"] = families.Count,
        ["data"] = new JsonArray([.. families.Select(family => (JsonNode)new JsonObject
        {
            ["id"] = family[^1].Identity.Id,
            ["version"] = family[^1].Version,
            ["description"] = family[^1].Nuspec.GetDescription(),
            ["authors"] = new JsonArray(family[^1].Nuspec.GetAuthors()),
            ["registration"] = Address($"registration/{family[^1].Id}/index.json"),
            ["versions"] = new JsonArray([.. family.Select(package => (JsonNode)new JsonObject
            {
                ["@id"] = LeafAddress(package),
                ["version"] = package.Version,
                ["downloads"] = 0,
            })]),
        })]),
    };

    private JsonObject Entry(PublishedPackage package) => new()
    {
        ["@id"] = LeafAddress(package),
        ["id"] = package.Identity.Id,
        ["version"] = package.Version,
        ["authors"] = package.Nuspec.GetAuthors(),
        ["description"] = package.Nuspec.GetDescription(),
        ["licenseExpression"] = package.Nuspec.GetLicenseMetadata()?.License,
        ["projectUrl"] = package.Nuspec.GetProjectUrl(),
        ["tags"] = package.Nuspec.GetTags(),
        ["listed"] = true,
        ["published"] = package.Published,
        ["packageContent"] = ContentAddress(package),
        ["dependencyGroups"] = new JsonArray([.. package.Nuspec.GetDependencyGroups().Select(group => (JsonNode)new JsonObject
        {
            ["targetFramework"] = group.TargetFramework.GetShortFolderName(),
            ["dependencies"] = new JsonArray([.. group.Packages.Select(dependency => (JsonNode)new JsonObject
            {
                ["id"] = dependency.Id,
                ["range"] = dependency.VersionRange.ToNormalizedString(),
            })]),
        })]),
    };

    private string LeafAddress(PublishedPackage package) => Address($"registration/{package.Id}/{package.Version}.json");

    private string ContentAddress(PublishedPackage package) => Address($"content/{package.Id}/{package.Version}/{package.Id}.{package.Version}.nupkg");

    private JsonObject Resource(string path, string type) => new() { ["@id"] = Address(path), ["@type"] = type };

    private string Address(string path) => new Uri(url, path).AbsoluteUri;
}

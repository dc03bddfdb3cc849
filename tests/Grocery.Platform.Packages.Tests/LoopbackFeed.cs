using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Packages.Tests;

/// <summary>A NuGet v3 source on loopback that takes packages and symbols: a key is asked for, a version is taken once, and it can be unwell.</summary>
internal sealed class LoopbackFeed : IAsyncDisposable
{
    public const string Key = "key-with-\"quotes\"-and-\\-which-nobody-may-see";

    private readonly ConcurrentQueue<Push> _pushes = new();
    private readonly ConcurrentQueue<int> _failures = new();
    private readonly WebApplication _app;

    private LoopbackFeed()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(AskForTheAccountAsync);
        _app.MapGet("/v3/index.json", () => Results.Text(Index().ToJsonString(), "application/json"));
        _app.MapGet("/v3/content/{id}/index.json", (string id) => Versions(id) is { Count: > 0 } versions ? Results.Text(new JsonObject { ["versions"] = versions }.ToJsonString(), "application/json") : Results.NotFound());
        _app.MapPut("/api/v2/package", (HttpRequest request) => TakeAsync(request, "nupkg"));
        _app.MapPut("/api/v2/symbolpackage", (HttpRequest request) => TakeAsync(request, "snupkg"));
    }

    /// <summary>Gets the address of the index.</summary>
    public string Source => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/v3/index.json";

    /// <summary>Gets what was taken, in this order.</summary>
    public IReadOnlyList<Push> Taken => [.. _pushes];

    /// <summary>Gets how many pushes came, the refused ones too.</summary>
    public int Asked { get; private set; }

    /// <summary>Gets or sets the account that every request has to name; none is asked for unless set.</summary>
    public string? Account { get; set; }

    /// <summary>Gets or sets a value indicating whether what was taken is listed.</summary>
    public bool Lists { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether symbols are taken.</summary>
    public bool TakesSymbols { get; set; } = true;

    public static async Task<LoopbackFeed> StartAsync()
    {
        var feed = new LoopbackFeed();
        await feed._app.StartAsync(TestContext.Current.CancellationToken);
        return feed;
    }

    /// <summary>Answers the next pushes with these statuses.</summary>
    public void FailNext(params int[] statuses)
    {
        foreach (var status in statuses)
            _failures.Enqueue(status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private JsonObject Index()
    {
        var origin = new Uri(new Uri(Source), "/").ToString();
        var resources = new JsonArray(
            new JsonObject { ["@id"] = origin + "v3/content/", ["@type"] = "PackageBaseAddress/3.0.0" },
            new JsonObject { ["@id"] = origin + "api/v2/package", ["@type"] = new JsonArray("PackagePublish/2.0.0") });
        if (TakesSymbols)
            resources.Add(new JsonObject { ["@id"] = origin + "api/v2/symbolpackage", ["@type"] = "SymbolPackagePublish/4.9.0" });

        return new() { ["version"] = "3.0.0", ["resources"] = resources };
    }

    private JsonArray Versions(string id) =>
        Lists ? [.. _pushes.Where(push => push.Kind == "nupkg" && string.Equals(push.Id, id, StringComparison.OrdinalIgnoreCase)).Select(push => (JsonNode)push.Version)] : [];

    private async Task<IResult> TakeAsync(HttpRequest request, string kind)
    {
        Asked++;
        var form = await request.ReadFormAsync();
        if (_failures.TryDequeue(out var status))
            return Results.StatusCode(status);

        if (request.Headers["X-NuGet-ApiKey"] != Key)
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        var push = await Push.ReadAsync(kind, form.Files.Single());
        if (_pushes.Any(other => (other.Kind, other.Id, other.Version) == (push.Kind, push.Id, push.Version)))
            return Results.Conflict();

        _pushes.Enqueue(push);
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private Task AskForTheAccountAsync(HttpContext context, RequestDelegate next)
    {
        var expected = Account is null ? null : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Account))}";
        if (expected is null || context.Request.Headers.Authorization == expected)
            return next(context);

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>A package as it arrived.</summary>
    internal sealed record Push(string Kind, string Id, string Version, byte[] Bytes)
    {
        public static async Task<Push> ReadAsync(string kind, IFormFile file)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            var path = Path.Combine(Directory.CreateTempSubdirectory("grocery-push-").FullName, "push");
            await File.WriteAllBytesAsync(path, bytes.ToArray());
            var package = new PackageFile(path);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            return new Push(kind, package.Id, package.Version, bytes.ToArray());
        }
    }
}

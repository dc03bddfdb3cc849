using System.Collections.Concurrent;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Packages.Tests;

/// <summary>The tests that share one feed.</summary>
[CollectionDefinition(nameof(ServedFeed))]
public sealed class ServedFeedDefinition : ICollectionFixture<ServedFeed>;

/// <summary>The feed of eng/feed.sh, with this version and the one before, behind a web server that knows nothing but files.</summary>
public sealed class ServedFeed(PackedFamily family) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _asked = new();
    private WebApplication? _server;

    /// <summary>Gets the folder with the files.</summary>
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(family.Folder, "static", "feed")).FullName;

    /// <summary>Gets the address of the folder.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Gets the address of the index.</summary>
    public string Source => new Uri(Address, "index.json").ToString();

    /// <summary>Gets the paths that were asked for.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Use((context, next) =>
        {
            _asked.Enqueue(context.Request.Path);
            return next(context);
        });
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".nupkg"] = types.Mappings[".pdb"] = types.Mappings[".nuspec"] = "application/octet-stream";
        _server.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.GetDirectoryName(Folder)!), ContentTypeProvider = types });
        await _server.StartAsync();
        Address = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/feed/");

        await AddAsync((await family.Previous).Feed);
        await AddAsync(family.Feed);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Adds the packages of a folder.</summary>
    public Task AddAsync(string packages) => Command.RunAsync(Repository.Path("eng", "feed.sh"), ["--url", Address.ToString(), "--packages", packages, "--output", Folder]);
}

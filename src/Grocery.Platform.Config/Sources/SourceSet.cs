using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.Sources;

/// <summary>The sources of a service, with what was read from them at the start. Its registration marks that the package was added.</summary>
internal sealed class SourceSet(IReadOnlyList<IRemoteSource> sources, SourceLoad? firstLoad, SourceStore store, TimeSpan deadline, AwsClients clients) : IDisposable
{
    public IReadOnlyList<IRemoteSource> Sources => sources;

    /// <summary>Gets the load while the host was being built; <see langword="null"/> when there was nothing to read.</summary>
    public SourceLoad? FirstLoad => firstLoad;

    public SourceStore Store => store;

    public SourceLoader Loader { get; } = new(sources, deadline);

    public void Dispose() => clients.Dispose();
}

using Grocery.Platform.Config.AppConfig;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Binding;
using Grocery.Platform.Config.Local;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.SecretsManager;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Sources;

/// <summary>Reads the sources while the host is being built, and puts them into its configuration.</summary>
internal static class SourceStart
{
    private const string SharedSegment = "shared";

    /// <exception cref="PlatformConfigurationException">A source could not be read, and the service must not start without it.</exception>
    public static SourceSet Load(IHostApplicationBuilder builder, BuildTimeOptions? options, AwsConnection connection)
    {
        var clients = new AwsClients(connection);
        var deadline = options?.Config.StartupDeadline ?? TimeSpan.Zero;

        // No source is on, or an option is invalid and will fail the start; until then nothing is read.
        IRemoteSource[] sources = options is null ? []
            : options.Local.Enabled ? [LocalSetup.CreateSource(options.Local, builder.Environment.ContentRootPath)]
            : [.. Create(options, ServiceIdentity.From(builder.Configuration, builder.Environment), clients)];
        if (sources.Length == 0)
            return new SourceSet([], null, new SourceStore([]), deadline, clients);

        // The builder has no asynchronous step. The work runs on the thread pool, so no synchronization context can be waited for.
        var loader = new SourceLoader(sources, deadline);
        var load = Task.Run(() => loader.LoadAsync(new SourceSnapshot?[sources.Length], TimeProvider.System, CancellationToken.None))
            .GetAwaiter().GetResult();

        SourceSnapshot[] snapshots = [.. load.Reads.Select(read => read.Snapshot ?? ValueSnapshot.Empty)];
        var secrets = builder.Services.AddSecretValues();
        SourceSecrets.Register(secrets, snapshots);
        secrets.Add(options!.AppConfig.AgentToken ?? string.Empty);
        string[] problems = [.. load.Problems.Select(problem => secrets.Redact(problem.Text) + HowToGoOnWithout(problem))];
        if (problems.Length > 0)
        {
            clients.Dispose();
            throw new PlatformConfigurationException(problems);
        }

        var set = new SourceSet(sources, load, new SourceStore(snapshots), deadline, clients);
        var position = SourcePosition.Find(builder.Configuration.Sources);
        foreach (var (i, source) in sources.Index())
            builder.Configuration.Sources.Insert(position++, new SourceConfigurationSource(set.Store, i, source.Name));

        return set;
    }

    /// <summary>Makes the sources that are on; each lies over those before it.</summary>
    private static IEnumerable<IRemoteSource> Create(BuildTimeOptions options, ServiceIdentity identity, AwsClients clients)
    {
        if (options.ParameterStore is { Enabled: true, Parameters.Count: > 0 })
        {
            yield return new NamedParameterSource(clients, options.ParameterStore);
        }
        else if (options.ParameterStore.Enabled)
        {
            // A service may be called like the shared segment; then there is one path.
            if (identity.Name != SharedSegment)
                yield return new PathSource(clients, options.ParameterStore, PathOf(SharedSegment), mayBeEmpty: true);

            yield return new PathSource(clients, options.ParameterStore, PathOf(identity.Name), mayBeEmpty: false);
        }

        foreach (var source in AppConfigSetup.CreateSources(options.AppConfig, identity, clients))
            yield return source;
        foreach (var source in SecretsManagerSetup.CreateSources(options.SecretsManager, clients))
            yield return source;

        string PathOf(string segment) => $"/{options.Config.Root}/{identity.Environment}/{segment}/";
    }

    private static string HowToGoOnWithout(SourceFailure problem) => problem.Kind is FailureKind.Missing or FailureKind.Unreachable
        ? $" To start without, set {problem.Source.Section}:Required to false."
        : string.Empty;
}

using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Binding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Reads the parameters while the host is being built, and puts them into its configuration.</summary>
internal static class ParameterStoreStart
{
    private const string SharedSegment = "shared";

    /// <exception cref="PlatformConfigurationException">The parameters are required and could not be read.</exception>
    public static ParameterStoreLoad Load(IHostApplicationBuilder builder, BuildTimeOptions options, AwsConnection connection)
    {
        var identity = ServiceIdentity.From(builder.Configuration, builder.Environment);
        var loader = new ParameterStoreLoader(connection, TimeProvider.System);

        // The builder has no asynchronous step. The work runs on the thread pool, so no synchronization context can be waited for.
        var load = Task.Run(() => loader.LoadAsync(Paths(options.Config.Root, identity), options.Config.StartupDeadline))
            .GetAwaiter().GetResult();

        var secrets = builder.Services.AddSecretValues();
        foreach (var secret in load.Reads.SelectMany(read => read.Parameters).Where(parameter => parameter.Type == "SecureString"))
            secrets.Add(secret.Value);

        if (options.ParameterStore.Required && load.Problems is { Count: > 0 } problems)
            throw new PlatformConfigurationException([.. problems.Select(problem => secrets.Redact(problem) + HowToGoOnWithout)]);

        var position = SourcePosition.Find(builder.Configuration.Sources);
        foreach (var read in load.Reads)
            builder.Configuration.Sources.Insert(position++, new ParameterStoreSource(read.Path, read.Values));

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ParameterStoreWarning>());
        return load;
    }

    // A service may be called like the shared segment; then there is one path.
    private static string[] Paths(string? root, ServiceIdentity identity) =>
        [.. new[] { SharedSegment, identity.Name }.Select(segment => $"/{root}/{identity.Environment}/{segment}/").Distinct()];

    private static string HowToGoOnWithout =>
        $" To start without the parameters, set {ParameterStoreOptions.Section}:{nameof(ParameterStoreOptions.Required)} to false.";
}

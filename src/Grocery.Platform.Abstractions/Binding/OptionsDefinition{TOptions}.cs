using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Grocery.Platform.Binding.Shapes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Binding;

/// <inheritdoc cref="OptionsDefinition"/>
internal sealed class OptionsDefinition<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions>(
    string section, string? namedSection, ObjectShape shape, Action<IConfiguration, TOptions> bind) : OptionsDefinition(section, namedSection, shape)
    where TOptions : class
{
    /// <summary>Binds an instance. A text that no conversion accepts is left out here and reported by <see cref="Validate"/>.</summary>
    /// <exception cref="OptionsValidationException">The class refuses a value.</exception>
    public void Bind(string? name, IConfiguration configuration, TOptions options)
    {
        foreach (var layer in Layers(name, configuration))
        {
            var leftOut = KeysOf(Shape.FindUnbindable(new ConfiguredNode([layer])));
            try
            {
                bind(leftOut.Count > 0 ? Without(layer, leftOut) : layer, options);
            }
            catch (Exception exception) when (exception is TargetInvocationException or InvalidOperationException)
            {
                // Of its message nothing is told, because it may hold the value.
                var type = (exception.InnerException ?? exception).GetType();
                throw new OptionsValidationException(
                    name ?? "", typeof(TOptions), [$"{layer.Path} cannot be bound: {type}. Set each key under it to a value that {typeof(TOptions).Name} accepts."]);
            }
        }
    }

    public IEnumerable<string> Validate(string? name, IConfiguration configuration, TOptions options, SecretValues secrets)
    {
        var node = new ConfiguredNode([.. Layers(name, configuration)]);
        Mistake[] unbindable = [.. Shape.FindUnbindable(node)];
        IEnumerable<Mistake> mistakes =
            [.. unbindable.Where(mistake => mistake.Text is { Length: > 0 }), .. Shape.FindBroken(node, options, new ShapeWalk(KeysOf(unbindable)))];
        return mistakes.Select(mistake => Describe(mistake, configuration, secrets));
    }

    public override IEnumerable<string> FindProblems(IServiceProvider services, IConfiguration configuration)
    {
        var start = services.GetRequiredService<StartOptions<TOptions>>();
        var secrets = services.GetRequiredService<SecretValues>();
        return ConfiguredNames(configuration)
            .Prepend(Microsoft.Extensions.Options.Options.DefaultName)
            .SelectMany(name => FailuresOf(start, name).Select(failure => Masking.Mask(failure, Layers(name, configuration), secrets)));
    }

    public override void Follow(IServiceProvider services)
    {
        services.GetRequiredService<LiveOptions<TOptions>>();

        // They are created by the first read, which may come after a reload.
        _ = services.GetRequiredService<IOptions<TOptions>>().Value;
    }

    private static IEnumerable<string> FailuresOf(StartOptions<TOptions> start, string name)
    {
        try
        {
            start.Create(name);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    private static HashSet<string> KeysOf(IEnumerable<Mistake> mistakes) =>
        mistakes.Select(mistake => mistake.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string Describe(Mistake mistake, IConfiguration configuration, SecretValues secrets)
    {
        var source = configuration.FindOrigin(mistake.Key);
        var fix = source is null
            ? $"Set {mistake.Key.Split(':')[^1]} to an allowed value."
            : $"Mend or remove it in {source}.";
        return mistake.Allowed is { } allowed
            ? new ConfigurationProblem(mistake.Key, Masking.Mask(mistake.Key, mistake.Text, secrets), allowed, fix).ToString()
            : $"{mistake.Key}: {mistake.Message!.TrimEnd('.')}. {fix}";
    }

    private static IConfigurationRoot Without(IConfigurationSection layer, HashSet<string> keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(layer.AsEnumerable(makePathsRelative: true).Where(pair => !keys.Contains($"{layer.Path}:{pair.Key}")))
        .Build();
}

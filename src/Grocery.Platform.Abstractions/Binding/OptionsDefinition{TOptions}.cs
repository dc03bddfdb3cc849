using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Binding;

/// <inheritdoc cref="OptionsDefinition"/>
internal sealed class OptionsDefinition<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions>(
    string section, string? namedSection, Action<IConfiguration, TOptions> bind) : OptionsDefinition(section, namedSection)
    where TOptions : class
{
    private readonly OptionsProperty[] _properties =
        [.. typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => new OptionsProperty(property))];

    protected override IReadOnlyList<OptionsProperty> Properties => _properties;

    /// <summary>Binds an instance. A text that no conversion accepts is left out here and reported by <see cref="Validate"/>.</summary>
    public void Bind(string? name, IConfiguration configuration, TOptions options)
    {
        foreach (var layer in Layers(name, configuration))
        {
            if (Array.Exists(_properties, property => IsInconvertible(property, layer[property.Name])))
                bind(WithoutInconvertible(layer), options);
            else
                bind(layer, options);
        }
    }

    public IEnumerable<string> Validate(string? name, IConfiguration configuration, TOptions options, SecretValues secrets)
    {
        foreach (var property in _properties)
        {
            var key = $"{Section}:{property.Name}";
            string? text = null;
            foreach (var layer in Layers(name, configuration))
            {
                if (layer[property.Name] is { Length: > 0 } value)
                    (key, text) = ($"{layer.Path}:{property.Name}", value);
            }

            if (!IsInconvertible(property, text) && property.Satisfies(property.ValueOf(options)))
                continue;

            // A value set in code has no text in the configuration.
            text ??= property.ValueOf(options)?.ToString();
            yield return new ConfigurationProblem(key, Masking.Mask(key, text, secrets), property.Allowed, Fix(property, configuration, key)).ToString();
        }
    }

    public override IEnumerable<string> FindProblems(IServiceProvider services, IConfiguration configuration)
    {
        var factory = services.GetRequiredService<IOptionsFactory<TOptions>>();
        return InstanceNames(configuration).SelectMany(name => FailuresOf(factory, name));
    }

    private static IEnumerable<string> FailuresOf(IOptionsFactory<TOptions> factory, string name)
    {
        try
        {
            factory.Create(name);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    private static bool IsInconvertible(OptionsProperty property, string? text) =>
        !string.IsNullOrEmpty(text) && !property.HasKeysUnderIt && !property.CanConvert(text);

    private static string Fix(OptionsProperty property, IConfiguration configuration, string key)
    {
        var source = ConfigurationSources.Find(configuration, key);
        return source is null
            ? $"Set {property.Name} to an allowed value."
            : $"Mend or remove it in {source}.";
    }

    private IEnumerable<IConfigurationSection> Layers(string? name, IConfiguration configuration)
    {
        yield return configuration.GetSection(Section);

        if (NamedSection is not null && !string.IsNullOrEmpty(name))
            yield return configuration.GetSection($"{NamedSection}:{name}");
    }

    private IConfiguration WithoutInconvertible(IConfigurationSection layer)
    {
        var rejected = _properties
            .Where(property => IsInconvertible(property, layer[property.Name]))
            .Select(property => property.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        return new ConfigurationBuilder()
            .AddInMemoryCollection(layer.AsEnumerable(makePathsRelative: true).Where(pair => !rejected.Contains(pair.Key)))
            .Build();
    }
}

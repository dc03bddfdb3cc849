using Grocery.Platform.Binding.Shapes;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Where an options class is read from, and what may stand there. Registered once for each class; immutable.</summary>
/// <param name="section">The section of the unnamed instance, which also holds the defaults of every named one.</param>
/// <param name="namedSection">The section whose children are the named instances, if there are any.</param>
/// <param name="shape">The shape of the class.</param>
internal abstract class OptionsDefinition(string section, string? namedSection, ObjectShape shape)
{
    public string Section => section;

    public string? NamedSection => namedSection;

    /// <summary>Gets the keys that are understood; <c>*</c> stands for any one segment, a final <c>**</c> for everything under it.</summary>
    public IEnumerable<string> KeyPatterns
    {
        get
        {
            foreach (var property in shape.Properties)
            {
                var key = property.Shape is ScalarShape ? property.Name : property.Name + ":**";
                yield return $"{section}:{key}";
                if (namedSection is not null)
                    yield return $"{namedSection}:*:{key}";
            }
        }
    }

    protected ObjectShape Shape => shape;

    /// <summary>Finds the section of one instance; the empty name is that of the unnamed one.</summary>
    public string SectionOf(string name) => name.Length == 0 || namedSection is null ? section : $"{namedSection}:{name}";

    /// <summary>Creates every configured instance, and returns what its validators say against it.</summary>
    public abstract IEnumerable<string> FindProblems(IServiceProvider services, IConfiguration configuration);

    /// <summary>Takes the valid values of the start, which stay when a later reload is invalid.</summary>
    public abstract void Follow(IServiceProvider services);

    /// <summary>Lists the names that have a section.</summary>
    public IEnumerable<string> ConfiguredNames(IConfiguration configuration) =>
        namedSection is null ? [] : configuration.GetSection(namedSection).GetChildren().Select(child => child.Key);

    protected IEnumerable<IConfigurationSection> Layers(string? name, IConfiguration configuration)
    {
        yield return configuration.GetSection(section);

        if (namedSection is not null && !string.IsNullOrEmpty(name))
            yield return configuration.GetSection($"{namedSection}:{name}");
    }
}

using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Where an options class is read from. Registered once for each class; immutable.</summary>
/// <param name="section">The section of the unnamed instance, which also holds the defaults of every named one.</param>
/// <param name="namedSection">The section whose children are the named instances, if there are any.</param>
internal abstract class OptionsDefinition(string section, string? namedSection)
{
    public string Section => section;

    public string? NamedSection => namedSection;

    /// <summary>Gets the keys that are understood; <c>*</c> stands for any one segment, a final <c>**</c> for everything under it.</summary>
    public IEnumerable<string> KeyPatterns
    {
        get
        {
            foreach (var property in Properties)
            {
                var key = property.HasKeysUnderIt ? property.Name + ":**" : property.Name;
                yield return $"{section}:{key}";
                if (namedSection is not null)
                    yield return $"{namedSection}:*:{key}";
            }
        }
    }

    protected abstract IReadOnlyList<OptionsProperty> Properties { get; }

    /// <summary>Finds the section of one instance; the empty name is that of the unnamed one.</summary>
    public string SectionOf(string name) => name.Length == 0 || namedSection is null ? section : $"{namedSection}:{name}";

    /// <summary>Creates every configured instance, and returns what its validators say against it.</summary>
    public abstract IEnumerable<string> FindProblems(IServiceProvider services, IConfiguration configuration);

    protected IEnumerable<string> InstanceNames(IConfiguration configuration)
    {
        yield return Microsoft.Extensions.Options.Options.DefaultName;

        if (namedSection is null)
            yield break;

        foreach (var child in configuration.GetSection(namedSection).GetChildren())
            yield return child.Key;
    }
}

using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Grocery.Platform.Binding.Shapes;

/// <summary>The properties of an object, each under a key of its own.</summary>
internal sealed class ObjectShape : OptionsShape
{
    /// <summary>Gets or sets the properties: after the construction, because a type may hold others of its kind.</summary>
    public IReadOnlyList<OptionsProperty> Properties { get; set; } = [];

    /// <summary>Creates the shape of a class of scalar properties and lists, of whose items nothing is looked at.</summary>
    public static ObjectShape Flat<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
    TOptions>() => new()
    {
        Properties = [.. OptionsProperty.ReadableOf(typeof(TOptions)).Select(property => new OptionsProperty(property, FlatShape(property)))],
    };

    public override bool IsOpaque => false;

    public override IEnumerable<Mistake> FindUnbindable(ConfiguredNode node)
    {
        var keys = node.ChildKeys;
        return Properties
            .Where(property => keys.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
            .SelectMany(property => property.Shape.FindUnbindable(node.Under(property.Name))
                .Select(mistake => property.Shape is ScalarShape ? mistake with { Allowed = property.Allowed } : mistake));
    }

    public override IEnumerable<Mistake> FindBroken(ConfiguredNode node, object value, ShapeWalk walk)
    {
        if (!walk.Enter(value))
            return [];

        Mistake[] broken = [.. Properties.Where(property => property.HasRules).SelectMany(property => FindBroken(node.Under(property.Name), property, value, walk))];
        return broken.Length > 0 || value is not IValidatableObject validatable ? broken : Ask(validatable, node);
    }

    public override string? Describe(object? value) => null;

    private static IEnumerable<Mistake> FindBroken(ConfiguredNode node, OptionsProperty property, object owner, ShapeWalk walk)
    {
        if (walk.IsLeftOut(node))
            return [];

        var value = property.ValueOf(owner);
        if (property.FindBrokenRule(owner, value) is { } allowed)
            return [new Mistake(node.Key, string.IsNullOrEmpty(node.Text) ? property.Shape.Describe(value) : node.Text, allowed)];

        return value is null ? [] : property.Shape.FindBroken(node, value, walk);
    }

    private IEnumerable<Mistake> Ask(IValidatableObject value, ConfiguredNode node) => value
        .Validate(new ValidationContext(value, value.GetType().Name, serviceProvider: null, items: null))
        .Where(result => result is not null && result != ValidationResult.Success)
        .Select(result => new Mistake(KeyOf(result, node), null, null, result.ErrorMessage ?? "the values do not fit together"));

    private string KeyOf(ValidationResult result, ConfiguredNode node)
    {
        var member = Properties.FirstOrDefault(property => result.MemberNames.Contains(property.MemberName, StringComparer.Ordinal));
        return (member is null ? node : node.Under(member.Name)).Key;
    }

    private static OptionsShape FlatShape(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? new ItemsShape(null) : new ScalarShape(type);
    }
}

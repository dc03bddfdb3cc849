using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Grocery.Platform.Binding.Shapes;

/// <summary>Reads the shape of a type with all that is nested in it.</summary>
[RequiresUnreferencedCode("Looks at the types of properties, of which trimming keeps nothing.")]
[RequiresDynamicCode("Looks at the types of items.")]
internal sealed class ShapeReader
{
    private static readonly Type[] Dictionaries = [typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    private readonly Dictionary<Type, ObjectShape> _objects = [];

    public ObjectShape ReadObject(Type type)
    {
        if (_objects.TryGetValue(type, out var known))
            return known;

        var shape = _objects[type] = new ObjectShape();
        shape.Properties = [.. OptionsProperty.ReadableOf(type).Select(property => new OptionsProperty(property, Read(property.PropertyType)))];
        return shape;
    }

    private OptionsShape Read(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarShape.Knows(type))
            return new ScalarShape(type);
        if (type == typeof(byte[]))
            return new ScalarShape(type, static text => Convert.TryFromBase64String(text, new byte[text.Length], out _));

        var converter = TypeDescriptor.GetConverter(type);
        if (converter.CanConvertFrom(typeof(string)))
            return new ScalarShape(type, text => CanConvert(converter, text));
        if (typeof(IEnumerable).IsAssignableFrom(type))
            return new ItemsShape(ItemOf(type) is { } item ? Read(item) : null);

        return IsOwn(type) ? ReadObject(type) : new ItemsShape(null);
    }

    private static Type? ItemOf(Type type)
    {
        Type[] generic = [.. type.GetInterfaces().Append(type).Where(candidate => candidate.IsGenericType)];
        return Array.Find(generic, candidate => Dictionaries.Contains(candidate.GetGenericTypeDefinition()))?.GenericTypeArguments[1]
            ?? Array.Find(generic, candidate => candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GenericTypeArguments[0];
    }

    // The properties of a type of the framework are not made to be read one by one.
    private static bool IsOwn(Type type) =>
        !type.IsAbstract && !typeof(Delegate).IsAssignableFrom(type) && type.Namespace?.Split('.')[0] is not "System";

    private static bool CanConvert(TypeConverter converter, string text)
    {
        try
        {
            return converter.ConvertFromInvariantString(text) is not null;
        }
        catch (Exception)
        {
            // Each converter has exceptions of its own.
            return false;
        }
    }
}

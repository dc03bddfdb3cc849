using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>How an object of a type with sensitive properties is taken apart: as Serilog does, with those masked.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Serilog, which takes all other objects apart, reads the properties that are left; so does this.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above, for the base classes.")]
internal sealed class SensitiveType
{
    private const int DeepestList = 4;

    private static readonly ScalarValue Masked = new(SecretValues.Mask);

    private readonly string _name;
    private readonly (PropertyInfo Property, bool IsSensitive)[] _properties;

    private SensitiveType(string name, (PropertyInfo Property, bool IsSensitive)[] properties) => (_name, _properties) = (name, properties);

    /// <summary>Finds out about a type; <see langword="null"/> when it has no sensitive property.</summary>
    public static SensitiveType? Find(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .DistinctBy(property => property.Name)
            .Select(property => (property, IsSensitive(type, property)))
            .ToArray();
        return Array.Exists(properties, property => property.Item2) ? new SensitiveType(type.Name, properties) : null;
    }

    public static bool IsIn(Type type) => IsIn(type, DeepestList);

    public StructureValue Capture(object value, ILogEventPropertyValueFactory factory) => new(
        _properties.Select(item => new LogEventProperty(
            item.Property.Name, item.IsSensitive ? Masked : factory.CreatePropertyValue(Read(item.Property, value), destructureObjects: true))),
        _name);

    // Types may be lists of each other.
    private static bool IsIn(Type type, int deepest) =>
        Find(type) is not null || (deepest > 0 && ItemsOf(type).Any(item => IsIn(item, deepest - 1)));

    private static IEnumerable<Type> ItemsOf(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return type.GetGenericArguments();

        return type.GetInterfaces().Append(type)
            .Where(item => item.IsGenericType && item.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(item => item.GetGenericArguments()[0]);
    }

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException exception)
        {
            return $"(threw {exception.InnerException?.GetType().Name})";
        }
    }

    private static bool IsSensitive(Type type, PropertyInfo property)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.GetProperty(property.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is { } declared
                && declared.IsDefined(typeof(SensitiveAttribute)))
            {
                return true;
            }

            if (declaring.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(
                parameter => parameter.Name == property.Name && parameter.IsDefined(typeof(SensitiveAttribute))))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Grocery.Platform.Conventions.Tests;

/// <summary>Lists everything that a user of an assembly can name, one line each, in a stable order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IEnumerable<string> Of(Assembly assembly) =>
        from type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
        from line in LinesOf(type)
        select line;

    private static IEnumerable<string> LinesOf(Type type)
    {
        yield return $"{KindOf(type)} {type.FullName}{BasesOf(type)}";

        foreach (var member in type.GetMembers(Declared).Select(DescribeMember).OfType<string>().Order(StringComparer.Ordinal))
            yield return $"  {member}";
    }

    private static string? DescribeMember(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field when IsVisible(field.Attributes) =>
            $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{NameOf(field.FieldType, Nullability.Create(field))} {field.Name}{ConstantOf(field)}",
        ConstructorInfo constructor when IsVisible(constructor) => $".ctor({ParametersOf(constructor)})",
        MethodInfo method when IsVisible(method) && !IsCompilerMade(method) =>
            $"{(method.IsStatic ? "static " : "")}{InitOf(method)}{NameOf(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{GenericsOf(method)}({ParametersOf(method)})",
        EventInfo { AddMethod: { } add } one when IsVisible(add) => $"event {one.EventHandlerType} {one.Name}",
        _ => null,
    };

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => "sealed class",
        { IsAbstract: true } => "abstract class",
        _ => "class",
    };

    private static string BasesOf(Type type)
    {
        Type?[] parents = [type.BaseType];
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var own = type.IsEnum ? [] : type.GetInterfaces().Except(inherited);
        string[] bases =
        [
            .. parents.OfType<Type>().Where(one => one != typeof(object) && one != typeof(ValueType) && one != typeof(Enum)).Select(one => NameOf(one)),
            .. own.Select(one => NameOf(one)).Order(StringComparer.Ordinal),
        ];
        return bases.Length == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsCompilerMade(MethodInfo method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute)) && !method.IsSpecialName;

    private static string InitOf(MethodInfo method) =>
        method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init " : "";

    private static string ConstantOf(FieldInfo field) =>
        field.IsLiteral ? $" = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}" : "";

    private static string GenericsOf(MethodInfo method) =>
        method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name + ConstraintsOf(argument)))}>"
            : "";

    private static string ConstraintsOf(Type argument)
    {
        var constraints = argument.GetGenericParameterConstraints();
        return constraints.Length == 0 ? "" : " : " + string.Join(" & ", constraints.Select(one => NameOf(one)));
    }

    private static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{NameOf(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));

    private static string NameOf(Type type, NullabilityInfo? nullability = null)
    {
        var name = type switch
        {
            { IsArray: true } => NameOf(type.GetElementType()!) + "[]",
            { IsByRef: true } => NameOf(type.GetElementType()!) + "&",
            { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(one => NameOf(one)))}>",
            _ => type.Name,
        };

        return !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }
}

using System.Runtime.CompilerServices;

namespace Grocery.Platform.Conventions.Tests;

public sealed class TypeConventionTests
{
    private static readonly string[] ForbiddenSuffixes = ["Manager", "Helper", "Util", "Utils", "Impl", "Base", "Info"];

    [Fact]
    public void Every_class_is_sealed_static_or_a_base_of_others()
    {
        var open = Family.Types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void Public_types_stand_at_the_root_of_their_package()
    {
        var misplaced = Family.Types
            .Where(type => type.IsPublic)
            .Where(type => type.Namespace != RootNamespace(type) && !IsExtensions(type))
            .Select(type => type.FullName);

        Assert.Empty(misplaced);
    }

    [Fact]
    public void Extension_classes_are_named_so_and_stand_in_the_family_namespace()
    {
        var wrong = Family.Types
            .Where(type => type.IsPublic && type.GetMethods().Any(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false)))
            .Where(type => !IsExtensions(type) || type.Namespace != "Grocery.Platform")
            .Select(type => type.FullName);

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_type_is_named_by_a_word_that_says_nothing()
    {
        var vague = Family.Types
            .Where(type => ForbiddenSuffixes.Any(suffix => type.Name.Split('`')[0].EndsWith(suffix, StringComparison.Ordinal)))
            .Select(type => type.FullName);

        Assert.Empty(vague);
    }

    [Fact]
    public void An_internal_interface_has_two_implementations()
    {
        var lonely = Family.Types
            .Where(type => type is { IsInterface: true, IsPublic: false })
            .Where(type => Family.Types.Count(candidate => candidate is { IsClass: true, IsAbstract: false } && type.IsAssignableFrom(candidate)) < 2)
            .Select(type => type.FullName);

        Assert.Empty(lonely);
    }

    private static bool IsExtensions(Type type) => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Extensions", StringComparison.Ordinal);

    private static string RootNamespace(Type type) =>
        type.Assembly.GetName().Name is "Grocery.Platform.Abstractions" ? "Grocery.Platform" : type.Assembly.GetName().Name!;
}

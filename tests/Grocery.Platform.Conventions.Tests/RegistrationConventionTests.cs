using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Conventions.Tests;

public sealed class RegistrationConventionTests
{
    public static TheoryData<string> Adds =>
        [.. AddMethods().Select(method => method.Name).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Options =>
        [.. OptionsTypes().Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Adds))]
    public void Calling_twice_equals_calling_once(string name)
    {
        var add = AddMethods().Single(method => method.Name == name).MakeGenericMethod(typeof(WebApplicationBuilder));
        var builder = WebApplication.CreateBuilder();

        add.Invoke(null, [builder]);
        var once = builder.Services.Count;
        add.Invoke(null, [builder]);

        Assert.Equal(once, builder.Services.Count);
    }

    [Fact]
    public void The_one_line_adds_nothing_that_the_separate_ones_do_not()
    {
        var separate = WebApplication.CreateBuilder();
        foreach (var add in AddMethods().Where(method => method.Name != nameof(GroceryPlatformHostApplicationBuilderExtensions.AddGroceryPlatform)))
            add.MakeGenericMethod(typeof(WebApplicationBuilder)).Invoke(null, [separate]);
        var together = WebApplication.CreateBuilder();

        together.AddGroceryPlatform();
        var added = together.Services.Select(Describe).Except(separate.Services.Select(Describe)).ToArray();

        // What tells of the whole, in the boot report and at /info, is the one line's own.
        Assert.Contains($"{typeof(IHostedService)}:Grocery.Platform.Boot.BootReport", added);
        Assert.All(added, service => Assert.Contains("Grocery.Platform.Boot.", service, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Options_name_their_section_and_are_validated(string name)
    {
        var type = OptionsTypes().Single(candidate => candidate.FullName == name);
        var builder = WebApplication.CreateBuilder();

        builder.AddGroceryPlatform();

        var section = (string?)type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue();
        Assert.StartsWith("Platform:", section, StringComparison.Ordinal);
        Assert.Contains(builder.Services, service => service.ServiceType == typeof(IValidateOptions<>).MakeGenericType(type));
    }

    [Fact]
    public void Log_events_have_ids_of_their_package_and_names_of_their_own()
    {
        var events =
            from type in Family.Types
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            let message = method.GetCustomAttribute<LoggerMessageAttribute>()
            where message is not null
            select (Package: type.Assembly.GetName().Name!, message.EventId, Name: message.EventName ?? method.Name);

        var all = events.ToArray();
        Assert.NotEmpty(all);
        Assert.All(all, one => Assert.Equal(Thousand(one.Package), one.EventId / 1000));
        Assert.Equal(all.Length, all.DistinctBy(one => one.EventId).Count());
        Assert.Equal(all.Length, all.DistinctBy(one => one.Name).Count());
    }

    private static int Thousand(string package) => package switch
    {
        "Grocery.Platform.Abstractions" => 1,
        "Grocery.Platform.Observability" => 2,
        "Grocery.Platform.Resilience" => 3,
        "Grocery.Platform.Config" => 4,
        "Grocery.Platform.Health" => 5,
        _ => 6,
    };

    private static string Describe(ServiceDescriptor service) =>
        $"{service.ServiceType}:{service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.Method.ReturnType}";

    private static IEnumerable<MethodInfo> AddMethods() =>
        from type in Family.Types
        where type.IsPublic && type.Name.EndsWith("HostApplicationBuilderExtensions", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.IsGenericMethodDefinition && method.GetParameters().Length == 1
        select method;

    private static IEnumerable<Type> OptionsTypes() =>
        Family.Types.Where(type => type is { IsPublic: true, IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal));
}

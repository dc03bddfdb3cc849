using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.Logging;

namespace Grocery.Docs.Tests.Telemetry;

/// <summary>An event of the log, as the sources declare it.</summary>
/// <param name="Level">The level; <see langword="null"/> when each call says it.</param>
internal sealed record LogEvent(string Package, int Id, string Name, LogLevel? Level, string Message)
{
    public static IEnumerable<LogEvent> In(SourceCode code) =>
        from method in code.Nodes<MethodDeclarationSyntax>()
        where method.AttributeLists.Count > 0
        from attribute in ((IMethodSymbol)code.ModelOf(method).GetDeclaredSymbol(method)!).GetAttributes()
        where attribute.AttributeClass?.Name == nameof(LoggerMessageAttribute)
        select new LogEvent(
            Instrument.PackageOf(method),
            Value<int?>(attribute, "eventId", "EventId") ?? throw new InvalidOperationException($"{method.Identifier} has no event id: give it one."),
            Value<string>(attribute, "eventName", "EventName") ?? method.Identifier.Text,
            (LogLevel?)Value<int?>(attribute, "level", "Level"),
            Value<string>(attribute, "message", "Message") ?? "");

    private static T? Value<T>(AttributeData attribute, string parameter, string property)
    {
        var place = attribute.AttributeConstructor!.Parameters.ToList().FindIndex(one => one.Name == parameter);
        var value = place >= 0 ? attribute.ConstructorArguments[place].Value : attribute.NamedArguments.FirstOrDefault(one => one.Key == property).Value.Value;
        return (T?)value;
    }
}

using System.Collections;
using System.Reflection;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>Finds what a client did not find in an answer that had everything.</summary>
internal static class Unread
{
    /// <summary>Lists the members that are null, zero, false or empty.</summary>
    public static IEnumerable<string> In(object? value, string at = "$") => value switch
    {
        null => [],
        string text => text.Length == 0 ? [at] : [],
        IEnumerable many => InMany(many, at),
        _ when value.GetType().IsPrimitive || value is decimal or Guid or DateTimeOffset => Equals(value, Activator.CreateInstance(value.GetType())) ? [at] : [],
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .SelectMany(property => property.GetValue(value) is { } member ? In(member, $"{at}.{property.Name}") : [$"{at}.{property.Name}"]),
    };

    private static IEnumerable<string> InMany(IEnumerable many, string at)
    {
        object?[] items = [.. many.Cast<object?>()];
        return items.Length == 0 ? [at] : items.SelectMany((item, i) => In(item, $"{at}[{i}]"));
    }
}

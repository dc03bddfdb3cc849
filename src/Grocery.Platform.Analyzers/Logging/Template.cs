namespace Grocery.Platform.Analyzers.Logging;

/// <summary>Reads message templates.</summary>
internal static class Template
{
    /// <summary>Finds the names of the placeholders, in their order, without alignment, format or the sign of destructuring.</summary>
    public static IEnumerable<string> PlaceholdersOf(string template)
    {
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '{')
                continue;

            if (at + 1 < template.Length && template[at + 1] == '{')
            {
                at++;
                continue;
            }

            var end = template.IndexOf('}', at);
            if (end < 0)
                yield break;

            var name = template.Substring(at + 1, end - at - 1);
            var length = name.IndexOfAny([',', ':']);
            yield return (length < 0 ? name : name.Substring(0, length)).TrimStart('@', '$').Trim();
            at = end;
        }
    }
}

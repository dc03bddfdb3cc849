using System.Text.RegularExpressions;

namespace Grocery.Platform.Observability.Postgres;

/// <summary>
/// Takes the values out of a statement that has no parameters: there they may be a user's data. What a statement with parameters has
/// besides, its author wrote (semantic conventions, sanitization of <c>db.query.text</c>).
/// </summary>
internal static partial class QueryText
{
    private const string Literal = "?";

    public static string WithoutLiterals(string query)
    {
        var bare = Tokens().Replace(query, static token => token.Value[0] == '"' ? token.Value : Literal);
        return Parameter().IsMatch(bare) ? query : bare;
    }

    // $1, @name or :name, and no cast (::) or part of a name.
    [GeneratedRegex(@"(?<![\w:$])(\$\d+|[@:][A-Za-z_])", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    // "name", which stays; 'text' with doubled quotes, E'text' with backslashes too, $tag$text$tag$, and numbers outside of names.
    [GeneratedRegex(
        @"""(?:[^""]|"""")*""?|\b[eE]'(?:[^'\\]|\\.|'')*'?|'(?:[^']|'')*'?|\$(?<tag>\w*)\$.*?(?:\$\k<tag>\$|\z)|(?<![\w.$])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();
}

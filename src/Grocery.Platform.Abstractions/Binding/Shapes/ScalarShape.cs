using System.Globalization;

namespace Grocery.Platform.Binding.Shapes;

/// <summary>One text that is converted to <paramref name="type"/>.</summary>
/// <param name="type">The type, which is not nullable.</param>
/// <param name="converts">Says whether a text can be converted to a type that is not known here; without it every text can.</param>
internal sealed class ScalarShape(Type type, Func<string, bool>? converts = null) : OptionsShape
{
    private static readonly Type[] Known = [typeof(bool), typeof(int), typeof(double), typeof(TimeSpan), typeof(Uri)];
    private static readonly Type[] Texts = [typeof(string), typeof(object)];
    private static readonly Type[] WholeNumbers =
        [typeof(int), typeof(long), typeof(short), typeof(byte), typeof(sbyte), typeof(uint), typeof(ulong), typeof(ushort), typeof(Int128), typeof(UInt128)];

    private static readonly Type[] Numbers = [typeof(double), typeof(float), typeof(decimal), typeof(Half)];

    public override bool IsOpaque => true;

    public string TypeDescription => type switch
    {
        _ when Texts.Contains(type) => "text",
        _ when WholeNumbers.Contains(type) => "a whole number",
        _ when Numbers.Contains(type) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a duration, written hh:mm:ss",
        _ when type == typeof(Uri) => "an absolute URI",
        { IsEnum: true } => "one of " + string.Join(", ", type.GetEnumNames()),
        _ when converts is not null => $"a {type.Name}",
        _ => "text",
    };

    /// <summary>Says whether the conversion to a type needs nothing but this class.</summary>
    public static bool Knows(Type type) => type.IsEnum || Texts.Contains(type) || Known.Contains(type);

    // An empty text is what is left of a value that somebody took away: it counts as not set.
    public override IEnumerable<Mistake> FindUnbindable(ConfiguredNode node) =>
        node.Text is { } text && !Texts.Contains(type) && (text.Length == 0 || !CanConvert(text))
            ? [new Mistake(node.Key, text, TypeDescription)]
            : [];

    public override IEnumerable<Mistake> FindBroken(ConfiguredNode node, object value, ShapeWalk walk) => [];

    public override string? Describe(object? value) =>
        value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private bool CanConvert(string text)
    {
        if (type == typeof(bool))
            return bool.TryParse(text, out _);
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
        if (type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        if (type == typeof(TimeSpan))
            return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);
        if (type.IsEnum)
            return IsNameOf(text);
        if (type == typeof(Uri))
            return Uri.TryCreate(text, UriKind.Absolute, out _);

        return converts is null || converts(text);
    }

    private bool IsNameOf(string text)
    {
        string[] names = type.IsDefined(typeof(FlagsAttribute), inherit: false) ? text.Split(',', StringSplitOptions.TrimEntries) : [text];
        return Array.TrueForAll(names, name => type.GetEnumNames().Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}

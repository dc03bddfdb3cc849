using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Grocery.Platform.Binding;

/// <summary>One settable property of an options class: what text it accepts, and what its validation attributes allow.</summary>
internal sealed class OptionsProperty(PropertyInfo property)
{
    private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    private readonly ValidationAttribute[] _rules = [.. property.GetCustomAttributes<ValidationAttribute>()];

    public string Name => property.Name;

    /// <summary>Gets a value indicating whether the property is bound from the keys under it instead of from one value.</summary>
    public bool HasKeysUnderIt => _type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(_type);

    public string Allowed
    {
        get
        {
            foreach (var rule in _rules)
            {
                if (Describe(rule) is { } description)
                    return description;
            }

            return DescribeType();
        }
    }

    public object? ValueOf(object options) => property.GetValue(options);

    public bool Satisfies(object? value) => Array.TrueForAll(_rules, rule => rule.IsValid(value));

    public bool CanConvert(string text)
    {
        if (_type == typeof(bool))
            return bool.TryParse(text, out _);
        if (_type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
        if (_type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        if (_type == typeof(TimeSpan))
            return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);
        if (_type.IsEnum)
            return Array.Exists(_type.GetEnumNames(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (_type == typeof(Uri))
            return Uri.TryCreate(text, UriKind.Absolute, out _);

        return true;
    }

    private static string? Describe(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => string.Create(
            CultureInfo.InvariantCulture,
            $"a {(range.OperandType == typeof(int) ? "whole number" : "number")} from {range.Minimum} to {range.Maximum}"),
        DurationRangeAttribute range => $"a duration from {range.Minimum:c} to {range.Maximum:c}, written hh:mm:ss",
        { ErrorMessage: { } message } => message,
        _ => null,
    };

    private string DescribeType()
    {
        if (_type == typeof(bool))
            return "true or false";
        if (_type == typeof(int))
            return "a whole number";
        if (_type == typeof(double))
            return "a number";
        if (_type == typeof(TimeSpan))
            return "a duration, written hh:mm:ss";
        if (_type.IsEnum)
            return "one of " + string.Join(", ", _type.GetEnumNames());

        return _type == typeof(Uri) ? "an absolute URI" : "text";
    }
}

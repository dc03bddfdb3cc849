using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding.Shapes;

/// <summary>One property of an options class: what may stand under its key, and what its validation attributes allow.</summary>
internal sealed class OptionsProperty
{
    private readonly PropertyInfo _property;
    private readonly OptionsShape _shape;
    private readonly ValidationAttribute[] _rules;

    public OptionsProperty(PropertyInfo property, OptionsShape shape)
    {
        (_property, _shape) = (property, shape);

        // One look for all of them: it is most of what a class costs at start.
        var attributes = Attribute.GetCustomAttributes(property);
        _rules = [.. attributes.OfType<ValidationAttribute>()];
        Name = attributes.OfType<ConfigurationKeyNameAttribute>().FirstOrDefault()?.Name ?? property.Name;
    }

    /// <summary>Gets the last segment of the key.</summary>
    public string Name { get; }

    public string MemberName => _property.Name;

    public OptionsShape Shape => _shape;

    /// <summary>Gets whether there is anything to look at in a value.</summary>
    public bool HasRules => _rules.Length > 0 || !_shape.IsOpaque;

    public string Allowed => _rules.Select(Describe).FirstOrDefault(description => description is not null) ?? DescribeShape();

    public static IEnumerable<PropertyInfo> ReadableOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0);

    public object? ValueOf(object options)
    {
        try
        {
            return _property.GetValue(options);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    /// <summary>Finds what is allowed in place of a value; <see langword="null"/> when every rule holds.</summary>
    public string? FindBrokenRule(object owner, object? value)
    {
        if (_rules.Length == 0)
            return null;

        var context = new ValidationContext(owner, _property.Name, serviceProvider: null, items: null) { MemberName = _property.Name };
        foreach (var rule in _rules)
        {
            // A pattern allows what is not set, and is read only when something is.
            if (rule.GetType() == typeof(RegularExpressionAttribute) && value is null or "")
                continue;
            if (rule.GetValidationResult(value, context) is { } broken)
                return Describe(rule) ?? (rule is RequiredAttribute ? Allowed : broken.ErrorMessage?.TrimEnd('.')) ?? DescribeShape();
        }

        return null;
    }

    private string? Describe(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => string.Create(
            CultureInfo.InvariantCulture,
            $"a {(range.OperandType == typeof(int) ? "whole number" : "number")} from {range.Minimum} to {range.Maximum}"),
        DurationRangeAttribute range => $"a duration from {range.Minimum:c} to {range.Maximum:c}, written hh:mm:ss",
        { ErrorMessage: { } message } => message.Contains("{0}", StringComparison.Ordinal) ? rule.FormatErrorMessage(_property.Name) : message,
        _ => null,
    };

    private string DescribeShape() => _shape is ScalarShape scalar ? scalar.TypeDescription : "keys under it";
}

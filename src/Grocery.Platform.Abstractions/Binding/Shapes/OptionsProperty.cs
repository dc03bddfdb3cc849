using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding.Shapes;

/// <summary>One property of an options class: what may stand under its key, and what its validation attributes allow.</summary>
internal sealed class OptionsProperty(PropertyInfo property, OptionsShape shape)
{
    private readonly ValidationAttribute[] _rules = [.. property.GetCustomAttributes<ValidationAttribute>()];

    /// <summary>Gets the last segment of the key.</summary>
    public string Name { get; } = property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;

    public string MemberName => property.Name;

    public OptionsShape Shape => shape;

    public string Allowed => _rules.Select(Describe).FirstOrDefault(description => description is not null) ?? DescribeShape();

    public static IEnumerable<PropertyInfo> ReadableOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0);

    public object? ValueOf(object options)
    {
        try
        {
            return property.GetValue(options);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    /// <summary>Finds what is allowed in place of a value; <see langword="null"/> when every rule holds.</summary>
    public string? FindBrokenRule(object owner, object? value)
    {
        var context = new ValidationContext(owner, property.Name, serviceProvider: null, items: null) { MemberName = property.Name };
        foreach (var rule in _rules)
        {
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
        { ErrorMessage: { } message } => message.Contains("{0}", StringComparison.Ordinal) ? rule.FormatErrorMessage(property.Name) : message,
        _ => null,
    };

    private string DescribeShape() => shape is ScalarShape scalar ? scalar.TypeDescription : "keys under it";
}

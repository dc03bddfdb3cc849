using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Grocery.Platform;

/// <summary>Bounds a <see cref="TimeSpan"/> option. Unlike <see cref="RangeAttribute"/> it needs no reflection, so it survives trimming.</summary>
/// <param name="minimum">The shortest duration allowed, as <c>hh:mm:ss</c>.</param>
/// <param name="maximum">The longest duration allowed, as <c>hh:mm:ss</c>.</param>
/// <exception cref="FormatException">A bound is not a duration.</exception>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    /// <summary>Gets the shortest duration allowed.</summary>
    public TimeSpan Minimum { get; } = TimeSpan.Parse(minimum, CultureInfo.InvariantCulture);

    /// <summary>Gets the longest duration allowed.</summary>
    public TimeSpan Maximum { get; } = TimeSpan.Parse(maximum, CultureInfo.InvariantCulture);

    /// <summary>Says whether <paramref name="value"/> lies within the bounds; both are included.</summary>
    /// <param name="value">The duration, or <see langword="null"/> for an unset one, which is valid.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public override bool IsValid(object? value) => value is null || (value is TimeSpan duration && duration >= Minimum && duration <= Maximum);
}

namespace Grocery.Platform;

/// <summary>One invalid configuration value; its text says what is wrong, what is allowed and how to mend it.</summary>
/// <param name="Key">The configuration key, such as <c>Platform:Observability:Sampling:Ratio</c>.</param>
/// <param name="Value">The value as configured, already masked when it is a secret; <see langword="null"/> when it is missing.</param>
/// <param name="Allowed">What is allowed, such as <c>a number from 0 to 1</c>.</param>
/// <param name="Fix">What to do about it, as a sentence.</param>
public readonly record struct ConfigurationProblem(string Key, string? Value, string Allowed, string Fix)
{
    /// <summary>Describes the problem in one line.</summary>
    /// <returns>Key, value, what is allowed, and the fix.</returns>
    public override string ToString() =>
        Value is null
            ? $"{Key} is not set; allowed: {Allowed}. {Fix}"
            : $"{Key} is \"{Value}\"; allowed: {Allowed}. {Fix}";
}

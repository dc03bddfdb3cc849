using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Abstractions.Tests;

/// <summary>Options as a team writes them.</summary>
public sealed class CheckoutOptions : IValidatableObject
{
    public const string Section = "Checkout";

    [Required]
    public string Currency { get; set; } = "EUR";

    [StringLength(8)]
    public string? Banner { get; set; }

    public string? ApiKey { get; set; }

    [ConfigurationKeyName("max-orders")]
    public long MaxOrders { get; set; } = 10;

    public decimal Fee { get; set; }

    public LimitOptions Limits { get; set; } = new();

    [MinLength(1)]
    public IList<LimitOptions> Steps { get; } = [new LimitOptions()];

    public Dictionary<string, LimitOptions> Regions { get; } = [];

    public int[] Ports { get; set; } = [];

    public Guarded Guarded { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Fee > MaxOrders)
            yield return new ValidationResult($"The fee must not exceed the orders; the key is {ApiKey}.", [nameof(Fee)]);
    }
}

public sealed class LimitOptions : IValidatableObject
{
    [Range(1, 100)]
    public int Low { get; set; } = 1;

    public string? Word { get; set; }

    [Compare(nameof(Word), ErrorMessage = "{0} is Word once more")]
    public string? Again { get; set; }

    public int High { get; set; } = 100;

    public LimitOptions? Next { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Low > High)
            yield return new ValidationResult("Low must not exceed High");
    }
}

public sealed class Guarded
{
    private int _count;

    public int Count
    {
        get => _count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _count = value;
        }
    }
}

/// <summary>A rule that the team registers beside the class.</summary>
public sealed class CheckoutOptionsValidator : IValidateOptions<CheckoutOptions>
{
    public ValidateOptionsResult Validate(string? name, CheckoutOptions options) => options.Currency == "XXX"
        ? ValidateOptionsResult.Fail($"XXX is no currency for the key {options.ApiKey}")
        : ValidateOptionsResult.Success;
}

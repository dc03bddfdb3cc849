using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Abstractions.Tests;

public enum Colour
{
    Red,
    Green,
}

public sealed class SampleOptions
{
    public const string Section = "Platform:Sample";

    [Range(0d, 1d)]
    public double Ratio { get; set; } = 0.5;

    [Range(1, 10)]
    public int Count { get; set; } = 3;

    [DurationRange("00:00:01", "00:01:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(10);

    public bool Enabled { get; set; } = true;

    public Colour Colour { get; set; }

    public Uri? Address { get; set; }

    [RegularExpression("[a-z]+", ErrorMessage = "lower-case letters")]
    public string? Password { get; set; }

    [RegularExpression("[a-z]+", ErrorMessage = "lower-case letters")]
    public string? Word { get; set; }

    public IList<string> Names { get; } = [];
}

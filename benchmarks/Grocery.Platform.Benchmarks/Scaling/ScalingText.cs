using System.Globalization;

namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>Numbers and names as the report writes them.</summary>
internal static class ScalingText
{
    public static string NameOf(Shape shape) => shape switch
    {
        Shape.Flat => "flat",
        Shape.Linear => "linear",
        _ => "worse than linear",
    };

    public static string NameOf(Quantity quantity) => quantity switch
    {
        Quantity.Time => "time",
        Quantity.Allocated => "allocated",
        _ => "held",
    };

    public static string ValueOf(Quantity quantity, double value) => quantity == Quantity.Time ? Time(value) : Bytes(value);

    public static string SlopeOf(double slope) => slope.ToString("F2", CultureInfo.InvariantCulture);

    public static string SizeOf(int size) => size.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => Number(nanoseconds, "ns"),
        < 1_000_000 => Number(nanoseconds / 1_000, "µs"),
        _ => Number(nanoseconds / 1_000_000, "ms"),
    };

    private static string Bytes(double bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B"),
        < 1_000_000 => Number(bytes / 1_000, "kB"),
        _ => Number(bytes / 1_000_000, "MB"),
    };

    private static string Number(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(value < 100 ? value.ToString("F1", CultureInfo.InvariantCulture) : value.ToString("F0", CultureInfo.InvariantCulture))} {unit}");
}

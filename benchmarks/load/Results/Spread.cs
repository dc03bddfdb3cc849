namespace Grocery.Platform.Comparison.Results;

/// <summary>What several rounds showed.</summary>
internal readonly record struct Spread(double Lowest, double Median, double Highest);

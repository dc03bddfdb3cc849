namespace Grocery.Platform.Health.Dependencies;

/// <summary>How much memory is used, and how much may be, in bytes.</summary>
internal readonly record struct MemoryUse(long Used, long Limit)
{
    public double Ratio => (double)Used / Limit;
}

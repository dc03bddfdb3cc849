using Grocery.Platform.Comparison.Results;

namespace Grocery.Platform.Comparison.Tests.Results;

public sealed class HeapGrowthTests
{
    [Fact]
    public void What_a_service_takes_in_the_first_tenth_is_no_growth() => Assert.Equal(0, HeapGrowth.AfterFirstTenth(Samples(i => i < 2 ? i : 500)), 1e-9);

    [Fact]
    public void A_slow_leak_is_its_trend() => Assert.Equal(1800, HeapGrowth.AfterFirstTenth(Samples(i => i * 100)), 1e-6);

    [Fact]
    public void A_jump_at_the_end_counts_in_full_although_it_makes_little_trend() => Assert.Equal(1000, HeapGrowth.AfterFirstTenth(Samples(i => i == 20 ? 1000 : 0)), 1e-9);

    [Fact]
    public void A_leak_that_the_last_collection_happens_to_hide_is_seen_by_its_trend() =>
        Assert.InRange(HeapGrowth.AfterFirstTenth(Samples(i => i == 20 ? 200 : i * 100)), 1000, 1800);

    [Fact]
    public void Two_samples_are_no_trend() => Assert.Throws<ArgumentException>(() => HeapGrowth.AfterFirstTenth([(1, 1), (2, 2)]));

    private static (double, double)[] Samples(Func<int, double> bytes) => [.. Enumerable.Range(1, 20).Select(i => (i * 1000d, bytes(i)))];
}

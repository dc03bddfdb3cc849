using Grocery.Platform.Resilience.Budgets;

namespace Grocery.Platform.Resilience.Tests.Budgets;

public sealed class RollingCountTests
{
    private const long Window = 100;
    private const long Slot = Window / RollingCount.Slots;

    [Theory]
    [InlineData(0)]
    [InlineData(1L + int.MaxValue)]
    [InlineData(uint.MaxValue - 40L)]
    public void What_happened_counts_for_a_window_whatever_the_time_is(long turn)
    {
        var count = new RollingCount(Window);
        var now = turn * Slot;

        for (var slot = 0; slot < RollingCount.Slots; slot++)
            count.Add(now + (slot * Slot), 1);

        Assert.Equal(RollingCount.Slots, count.Sum(now + Window - Slot));
        Assert.Equal(RollingCount.Slots - 1, count.Sum(now + Window));
        Assert.Equal(0, count.Sum(now + (2 * Window)));
    }

    [Fact]
    public void Who_comes_a_window_late_does_not_take_the_slot_of_now()
    {
        var count = new RollingCount(Window);
        count.Add(5 * Window, 3);

        count.Add(4 * Window, 1);

        Assert.Equal(3, count.Sum(5 * Window));
    }

    [Fact]
    public void What_is_taken_back_is_not_counted_and_never_less_than_nothing()
    {
        var count = new RollingCount(Window);
        count.Add(0, 1);
        count.Add(0, -1);
        count.Add(Window, -1);
        count.Add(Window, 2);

        Assert.Equal(2, count.Sum(Window));
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        var count = new RollingCount(Window);

        await Parallel.ForAsync(0, 100_000, TestContext.Current.CancellationToken, (i, _) =>
        {
            count.Add(i % Window, 1);
            return ValueTask.CompletedTask;
        });

        Assert.Equal(100_000, count.Sum(Window - 1));
    }
}

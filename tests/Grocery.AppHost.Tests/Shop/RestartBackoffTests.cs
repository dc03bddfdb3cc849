using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Tests.Shop;

public sealed class RestartBackoffTests
{
    [Fact]
    public void What_keeps_dying_waits_longer_each_time_up_to_a_bound_until_it_has_lived()
    {
        var backoff = new RestartBackoff();

        double[] delays = [.. Enumerable.Range(0, 7).Select(_ => backoff.After(TimeSpan.FromSeconds(2)).TotalSeconds)];

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], delays);
        Assert.Equal(1, backoff.After(TimeSpan.FromMinutes(1)).TotalSeconds);
        Assert.Equal(2, backoff.After(TimeSpan.Zero).TotalSeconds);
    }
}

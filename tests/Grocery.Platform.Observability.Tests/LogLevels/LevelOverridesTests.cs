using System.Net;
using Grocery.Platform.Observability.LogLevels;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Observability.Tests.LogLevels;

public sealed class LevelOverridesTests
{
    private static readonly Operator Ann = new("ann", IPAddress.Loopback.ToString());

    [Fact]
    public void A_listener_that_throws_does_not_keep_a_level_from_falling_back()
    {
        var time = new ManualTimeProvider();
        using var overrides = new LevelOverrides(time);
        overrides.TrySet("Shop", LogLevel.Debug, TimeSpan.FromMinutes(1), Ann);
        using var listener = overrides.GetChangeToken().RegisterChangeCallback(_ => throw new InvalidOperationException("broken"), null);

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Empty(overrides.Current);
    }

    [Fact]
    public void Who_listens_still_hears_after_many_changes_at_once()
    {
        using var overrides = new LevelOverrides(new ManualTimeProvider());
        var heard = 0;
        using var listener = ChangeToken.OnChange(overrides.GetChangeToken, () => Interlocked.Increment(ref heard));

        Parallel.For(0, 20_000, i => overrides.TrySet($"Shop{i % 4}", LogLevel.Debug, TimeSpan.FromMinutes(1), Ann));

        Assert.Equal(20_000, heard);
    }
}

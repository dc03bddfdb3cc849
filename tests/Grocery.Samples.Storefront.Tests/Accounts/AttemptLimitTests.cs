using System.Globalization;
using Grocery.Platform.TestSupport;
using Grocery.Samples.Storefront.Accounts;

namespace Grocery.Samples.Storefront.Tests.Accounts;

public sealed class AttemptLimitTests
{
    private const int Attempts = 5;

    private readonly ManualTimeProvider _time = new();
    private readonly AttemptLimit _limit;

    public AttemptLimitTests() => _limit = new AttemptLimit(_time, Attempts);

    [Fact]
    public void The_wait_shrinks_and_ends()
    {
        Use("Ada");

        _time.Advance(AttemptLimit.Window / 4);
        Assert.Equal(AttemptLimit.Window * 3 / 4, _limit.Enter("Ada"));

        _time.Advance(AttemptLimit.Window * 3 / 4);
        Assert.Null(_limit.Enter("Ada"));
    }

    [Fact]
    public void A_right_attempt_forgets_those_before_it()
    {
        Use("Ada");

        _limit.Clear("Ada");

        Use("Ada");
    }

    [Fact]
    public void Keys_without_end_take_no_memory_without_end_and_free_none_that_is_refused()
    {
        for (var i = 0; i < AttemptLimit.MostKeys; i++)
            _limit.Enter(i.ToString(CultureInfo.InvariantCulture));

        _time.Advance(AttemptLimit.Window / 2);
        Use("Ada");
        for (var i = 0; i < 100; i++)
            _limit.Enter($"more {i}");

        Assert.Equal(AttemptLimit.MostKeys, _limit.Count);
        Assert.NotNull(_limit.Enter("Ada"));
    }

    [Fact]
    public void Keys_of_the_past_make_room_all_at_once()
    {
        for (var i = 0; i < AttemptLimit.MostKeys; i++)
            _limit.Enter(i.ToString(CultureInfo.InvariantCulture));

        _time.Advance(AttemptLimit.Window);
        _limit.Enter("Ada");

        Assert.Equal(1, _limit.Count);
    }

    private void Use(string key)
    {
        for (var i = 0; i < Attempts; i++)
            Assert.Null(_limit.Enter(key));
    }
}

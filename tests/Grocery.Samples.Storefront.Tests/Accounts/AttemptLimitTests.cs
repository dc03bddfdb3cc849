using System.Globalization;
using Grocery.Platform.TestSupport;
using Grocery.Samples.Storefront.Accounts;

namespace Grocery.Samples.Storefront.Tests.Accounts;

public sealed class SignInLimitTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SignInLimit _limit;

    public SignInLimitTests() => _limit = new SignInLimit(_time);

    [Fact]
    public void The_wait_shrinks_and_ends()
    {
        Use("Ada");

        _time.Advance(SignInLimit.Window / 4);
        Assert.Equal(SignInLimit.Window * 3 / 4, _limit.Enter("ADA"));

        _time.Advance(SignInLimit.Window * 3 / 4);
        Assert.Null(_limit.Enter("ada"));
    }

    [Fact]
    public void A_sign_in_forgets_the_attempts_before_it()
    {
        Use("Ada");

        _limit.Clear("ada");

        Use("Ada");
    }

    [Fact]
    public void Names_without_end_take_no_memory_without_end_and_free_none_that_is_refused()
    {
        for (var i = 0; i < SignInLimit.MostNames; i++)
            _limit.Enter(i.ToString(CultureInfo.InvariantCulture));

        _time.Advance(SignInLimit.Window / 2);
        Use("Ada");
        for (var i = 0; i < 100; i++)
            _limit.Enter($"more {i}");

        Assert.Equal(SignInLimit.MostNames, _limit.Count);
        Assert.NotNull(_limit.Enter("Ada"));
    }

    [Fact]
    public void Names_of_the_past_make_room_all_at_once()
    {
        for (var i = 0; i < SignInLimit.MostNames; i++)
            _limit.Enter(i.ToString(CultureInfo.InvariantCulture));

        _time.Advance(SignInLimit.Window);
        _limit.Enter("Ada");

        Assert.Equal(1, _limit.Count);
    }

    private void Use(string name)
    {
        for (var i = 0; i < SignInLimit.Attempts; i++)
            Assert.Null(_limit.Enter(name));
    }
}

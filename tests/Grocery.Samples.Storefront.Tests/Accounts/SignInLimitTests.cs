using System.Net;
using Grocery.Platform.TestSupport;
using Grocery.Samples.Storefront.Accounts;

namespace Grocery.Samples.Storefront.Tests.Accounts;

public sealed class SignInLimitTests
{
    private readonly SignInLimit _limit = new(new ManualTimeProvider());

    [Fact]
    public void A_name_is_one_whatever_its_case()
    {
        for (var i = 0; i < SignInLimit.AttemptsOfName; i++)
            Assert.Null(_limit.EnterName("Ada"));

        Assert.NotNull(_limit.EnterName("ADA"));
        _limit.ClearName("ada");
        Assert.Null(_limit.EnterName("Ada"));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    public void Addresses_of_one_caller_are_one(string address, string again)
    {
        Use(address);

        Assert.NotNull(Enter(again));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.1")]
    [InlineData("::1", "::1")]
    public void Addresses_that_tell_callers_apart_or_tell_nothing_of_them_refuse_nobody_else(string address, string other)
    {
        Use(address);

        Assert.Null(Enter(other));
    }

    private TimeSpan? Enter(string address) => _limit.EnterAddress(IPAddress.Parse(address));

    private void Use(string address)
    {
        for (var i = 0; i < SignInLimit.AttemptsOfAddress; i++)
            Assert.Null(Enter(address));
    }
}

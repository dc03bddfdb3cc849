using System.Diagnostics;

namespace Grocery.Platform.Observability.Tests.Redaction;

public sealed class RedactorCostTests
{
    private const int Short = 8 * 1024;
    private const int Times = 16;

    [Theory]
    [InlineData("pwd=")]
    [InlineData("pwd=\\")]
    [InlineData("pwd='")]
    [InlineData("\"pwd\":\"\\")]
    [InlineData("eyJaaaaaaaa.")]
    [InlineData("eyJaaaaaaaa.bbbbbbbb.c")]
    [InlineData("authorization=")]
    [InlineData("authorization:basic a=,")]
    [InlineData("bearer ")]
    [InlineData("://a:b@")]
    public void A_text_costs_as_much_as_it_is_long_however_often_a_pattern_stands_in_it(string piece)
    {
        var redactor = RedactorTests.Create();
        var little = Repeat(piece, Short);
        var much = Repeat(piece, Short * Times);

        AssertGrowsWithLength(() => redactor.Redact(little), () => redactor.Redact(much));
    }

    [Fact]
    public void One_backslash_after_another_costs_no_more()
    {
        var redactor = RedactorTests.Create();

        var little = "pwd=" + new string('\\', Short);
        var much = "pwd=" + new string('\\', Short * Times);

        AssertGrowsWithLength(() => redactor.Redact(little), () => redactor.Redact(much));
    }

    [Theory]
    [InlineData("pwd=pwd=\"a b\"", "pwd=***\"***\"")]
    [InlineData("pwd=pwd='a b' c", "pwd=***' c")]
    [InlineData("pwd=Authorization: Basic dTpwYXNz", "pwd=*** Basic ***")]
    [InlineData("Authorization: Basic a:authorization:basic dTpwYXNz", "Authorization: Basic *** ***")]
    public void A_pattern_within_the_match_of_another_still_counts_where_it_reaches_further(string text, string masked) =>
        Assert.Equal(masked, RedactorTests.Create().Redact(text));

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    // What grew with the square of the length would take 256 times as long. The best of many tries, as a busy machine stalls in some.
    private static void AssertGrowsWithLength(Action little, Action much)
    {
        var (bestOfLittle, bestOfMuch) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < 3 || (i < 20 && bestOfMuch / bestOfLittle > Times * 6); i++)
            (bestOfLittle, bestOfMuch) = (Math.Min(bestOfLittle, Best(little)), Math.Min(bestOfMuch, Best(much)));

        Assert.InRange(bestOfMuch / bestOfLittle, 0, Times * 6);
    }

    private static double Best(Action redact)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 7; i++)
        {
            var start = Stopwatch.GetTimestamp();
            redact();
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        return Math.Max(best.TotalMicroseconds, 1);
    }
}

using Grocery.Platform.Comparison.Processes;

namespace Grocery.Platform.Comparison.Tests.Processes;

public sealed class WrkTests
{
    private const string Text = """
        Running 2s test @ http://127.0.0.1:5000/
          1 threads and 16 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   308.27us  391.69us  14.87ms   97.90%
            Req/Sec    56.23k     4.28k   62.24k    85.00%
          Latency Distribution
             50%  261.00us
             75%  332.00us
             90%  427.00us
             99%    1.49ms
          111951 requests in 2.00s, 18.47MB read
        Requests/sec:  55914.94
        Transfer/sec:      9.22MB
        """;

    [Fact]
    public void What_it_says_is_understood_in_every_unit() => Assert.Equal(new WrkResult(111951, 55914.94, 261, 1490), Wrk.Parse(Text));

    [Theory]
    [InlineData("  Non-2xx or 3xx responses: 12")]
    [InlineData("  Socket errors: connect 0, read 3, write 0, timeout 0")]
    public void A_request_that_failed_fails_the_measurement(string line) =>
        Assert.StartsWith("The service did not answer every request with 200:", Assert.Throws<ComparisonException>(() => Wrk.Parse($"{Text}\n{line}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_without_figures_fails_the_measurement() =>
        Assert.StartsWith("wrk did not say what it measured:", Assert.Throws<ComparisonException>(() => Wrk.Parse("unable to connect")).Message, StringComparison.Ordinal);
}

using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class StackTraceTests
{
    private const string Section = "Platform:Observability:Logging:StackTrace";

    [Fact]
    public void A_stack_trace_is_cut_at_the_limit_and_the_line_says_so()
    {
        var line = LogError(Thrown(0, "no"), ($"{Section}:Limit", "100"));

        Assert.Equal(101, line.GetProperty("error").GetProperty("stack").GetString()!.Length);
        Assert.True(line.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public void A_limit_of_zero_leaves_it_out()
    {
        var error = LogError(Thrown(0, "no"), ($"{Section}:Limit", "0")).GetProperty("error");

        Assert.Equal(["type", "message"], error.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void The_hash_is_that_of_the_failure_and_not_of_its_message()
    {
        var one = HashOf(Thrown(0, "order 1"));
        var again = HashOf(Thrown(0, "order 2"));
        var elsewhere = HashOf(Thrown(1, "order 1"));
        var other = HashOf(new FormatException("order 1"));

        Assert.Matches("^[0-9a-f]{16}$", one);
        Assert.Equal(one, again);
        Assert.Equal(3, new[] { one, elsewhere, other }.Distinct().Count());
    }

    [Fact]
    public void There_is_no_hash_unless_it_is_asked_for() =>
        Assert.False(LogError(Thrown(0, "no")).GetProperty("error").TryGetProperty("hash", out _));

    private static string HashOf(Exception error) =>
        LogError(error, ($"{Section}:Hash", "true")).GetProperty("error").GetProperty("hash").GetString()!;

    private static JsonElement LogError(Exception error, params (string Key, string? Value)[] settings)
    {
        using var logging = new LoggerUnderTest(null, settings);
        logging["Shop"].LogError(error, "failed");
        return Assert.Single(logging.Log.Lines);
    }

    private static InvalidOperationException Thrown(int depth, string message)
    {
        try
        {
            Throw(depth, message);
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }

        throw new UnreachableException();
    }

    private static void Throw(int depth, string message)
    {
        if (depth > 0)
            Throw(depth - 1, message);

        throw new InvalidOperationException(message, new FormatException(message));
    }
}

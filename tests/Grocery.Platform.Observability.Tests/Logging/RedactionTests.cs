using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class RedactionTests
{
    private const string Secret = "p\"4ss/wörd";

    [Fact]
    public void A_secret_is_redacted_wherever_it_turns_up()
    {
        var text = Log(logger =>
        {
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["Key" + Secret] = "in scope " + Secret });
            logger.LogError(new InvalidOperationException("in message " + Secret), $"{Secret} {{Value}} {{@Tree}} {{List}}", "v" + Secret,
                new { Deep = new { Er = Secret } }, new[] { Secret, "ok" });
        });

        Assert.DoesNotContain("4ss/w", text, StringComparison.Ordinal);
        Assert.Contains("in scope ***", text, StringComparison.Ordinal);
        Assert.Contains("in message ***", text, StringComparison.Ordinal);
        Assert.Contains("\"Er\":\"***\"", text, StringComparison.Ordinal);
        Assert.Contains("[\"***\",\"ok\"]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_across_the_cut_of_a_long_text_leaves_no_half()
    {
        for (var before = 8180; before <= 8192; before++)
        {
            var text = Log(logger => logger.LogInformation("{Text}", new string('x', before) + Secret + new string('y', 100)));

            Assert.DoesNotContain("xp\\\"", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("connecting with password={P} to {Db}", "hunter2")]
    [InlineData("Authorization: Bearer {P} for {Db}", "abcdefgh12345678")]
    [InlineData("postgres://shop:{P}@{Db}", "hunter2")]
    [InlineData("1.{P} at {Db}", "4111111111111111")]
    [InlineData("card{P} at {Db} declined", "4111111111111111")]
    public void What_the_message_shows_to_be_secret_is_so_among_the_attributes_too(string template, string secret)
    {
        var text = Log(logger => logger.Log(LogLevel.Information, template, secret, "db"));

        Assert.DoesNotContain(secret, text[text.IndexOf("attributes", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("\"Db\":\"db\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_learned_later_is_redacted_from_then_on()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogInformation("{Value}", "rotated-1");
        logging.Services.GetRequiredService<SecretValues>().Add("rotated-1");
        logging["Shop"].LogInformation("{Value}", "rotated-1");

        Assert.Equal(["rotated-1", "***"], logging.Log.Lines.Select(line => line.GetProperty("message").GetString()));
    }

    private static string Log(Action<ILogger> log)
    {
        using var logging = new LoggerUnderTest(builder => builder.Services.AddSecretValues().Add(Secret));
        log(logging["Shop"]);
        return Assert.Single(logging.Log.Texts);
    }
}

using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class TextLineTests
{
    private const string Format = "Platform:Observability:Logging:Format";

    [Fact]
    public void In_Development_a_line_is_for_a_person()
    {
        using var logging = Start("Development");

        using (logging["Shop.Cart"].BeginScope(new Dictionary<string, object> { ["Tenant"] = "ulm" }))
            logging["Shop.Cart"].LogWarning("Order {Id} is late", 42);

        Assert.Equal("00:00:00.000 warn Shop.Cart Order 42 is late Tenant=ulm\n", Assert.Single(logging.Log.Texts));
    }

    [Fact]
    public void An_exception_stands_below_its_line()
    {
        using var logging = Start("Development");

        logging["Shop"].LogError(new InvalidOperationException("no"), "failed");

        Assert.Equal(["00:00:00.000 fail Shop failed\n", "    System.InvalidOperationException: no\n"], logging.Log.Texts);
    }

    [Fact]
    public void Control_characters_and_secrets_do_not_reach_the_terminal()
    {
        using var logging = Start("Development");

        logging["Shop"].LogInformation("{Text}", "\u001b[2Jhunter2! \ud800");

        Assert.Equal("00:00:00.000 info Shop \ufffd[2J*** \ufffd\n", Assert.Single(logging.Log.Texts));
    }

    [Fact]
    public void A_secret_of_many_rows_or_across_the_cut_leaves_nothing()
    {
        using var logging = Start("Development");
        logging.Services.GetRequiredService<SecretValues>().Add("BEGIN\nrow-of-key\nEND");

        logging["Shop"].LogError(new InvalidOperationException("BEGIN\nrow-of-key\nEND"), "{Text}", new string('x', 8188) + "hunter2!");

        Assert.DoesNotContain("row-of-key", string.Concat(logging.Log.Texts), StringComparison.Ordinal);
        Assert.DoesNotContain("xhunt", string.Concat(logging.Log.Texts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "json", '{')]
    [InlineData("Production", null, '{')]
    [InlineData("Production", "Text", '0')]
    public void The_format_can_be_chosen(string environment, string? format, char first)
    {
        using var logging = Start(environment, (Format, format));

        logging["Shop"].LogInformation("line");

        Assert.Equal(first, Assert.Single(logging.Log.Texts)[0]);
    }

    private static LoggerUnderTest Start(string environment, params (string Key, string? Value)[] settings) => new(
        builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.Services.AddSingleton<TimeProvider>(new ManualTimeProvider());
            builder.Services.AddSecretValues().Add("hunter2!");
        },
        settings);
}

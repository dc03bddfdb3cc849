using FsCheck;
using FsCheck.Fluent;
using Grocery.Platform.Observability.Logging.Lines;

namespace Grocery.Platform.Observability.Tests.Redaction;

public sealed class RedactorPropertyTests
{
    private static readonly string[] Pieces =
    [
        "password", "Pwd", "Authorization", "Bearer ", "Digest ", "Basic ", "eyJhbGciOiJIUzI1NiJ9", "://", "user:pass@host", "4111", "1111", " ", "-", "=", ":",
        ";", ",", ".", "\"", "'", "\\", "\\\"", "\\n", "\\u0034", "\n", "\t", "\u0001", "\u2028", "[", "{", "}", "n", "u", "x1y2z3w4", "abcdefghijklmnop", "4111111111111111",
        "***", "{Name}", "ä", "\ud83d\ude00", "s3cr3t/äö", "p\"4ss\\w\n", "5c",
    ];

    private static readonly string[] Secrets = ["s3cr3t/äö", "p\"4ss\\w\n", "n u1", "\"\\\"'", "5c5c"];

    private static readonly Arbitrary<string> Texts = Gen.Elements(Pieces).ListOf().Resize(14).Select(string.Concat).ToArbitrary();

    private static readonly FsCheck.Config Thorough = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(20_000);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void A_line_is_never_called_clean_that_holds_a_text_to_redact(int others)
    {
        var redactor = RedactorTests.Create(null, Among(others));

        Check.One(Thorough, Prop.ForAll(Texts, text =>
            redactor.Redact(text) == text || (!redactor.IsClean(text) && !redactor.IsClean($"{{\"a\":\"{Escaped(text)}\",\"b\":1}}"))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void No_secret_is_left_and_what_is_redacted_is_clean(int others)
    {
        var redactor = RedactorTests.Create(new RedactionOptions { Enabled = false }, Among(others));

        Check.One(Thorough, Prop.ForAll(Texts, text =>
        {
            var redacted = redactor.Redact(text);
            return !Array.Exists(Secrets, secret => redacted.Contains(secret, StringComparison.Ordinal))
                && !redacted.Contains(Escaped(Secrets[1]), StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void What_is_not_secret_stays()
    {
        var redactor = RedactorTests.Create(null, Secrets);
        var harmless = Gen.Elements("order ", "o-17", "2026-01-01T00:00:00.1234567Z", "4bf92f3577b34da6", " took 12.5 ms", "ä\n", "\"", "\\")
            .ListOf().Select(string.Concat).ToArbitrary();

        Check.One(Thorough, Prop.ForAll(harmless, text => redactor.IsClean(text) && ReferenceEquals(redactor.Redact(text), text)));
    }

    private static string[] Among(int others) => [.. Secrets, .. Enumerable.Range(0, others).Select(i => $"another secret {i}")];

    private static string Escaped(string text)
    {
        var line = new LineBuffer();
        line.AppendEscaped(text);
        return line.Written.ToString();
    }
}

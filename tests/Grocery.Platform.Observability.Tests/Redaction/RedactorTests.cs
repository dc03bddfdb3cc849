using Grocery.Platform.Observability.Redaction;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Tests.Redaction;

public sealed class RedactorTests
{
    private const string Jwt = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

    [Theory]
    [InlineData("Authorization: Bearer abc.def-123", "Authorization: Bearer ***")]
    [InlineData("authorization=basic dXNlcjpwYXNz;q=1", "authorization=basic ***")]
    [InlineData("Proxy-Authorization: Basic dXNlcjpwYXNz was sent", "Proxy-Authorization: Basic *** was sent")]
    [InlineData("{\"Authorization\": [\"Bearer letters\"]}", "{\"Authorization\": [\"Bearer ***\"]}")]
    [InlineData("{\\\"authorization\\\":\\\"Token letters\\\"}", "{\\\"authorization\\\":\\\"Token ***\\\"}")]
    [InlineData("Authorization: 0123456789abcdef0123", "Authorization: ***")]
    [InlineData("Authorization: Digest username=\"Mufasa\", realm=\"a b\", response=\"6629f\" next", "Authorization: Digest *** next")]
    [InlineData(
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu/s3/aws4_request, SignedHeaders=host;range, Signature=fe5f80 end",
        "Authorization: AWS4-HMAC-SHA256 *** end")]
    [InlineData("sent Bearer abcdef1234 to it", "sent Bearer *** to it")]
    public void The_credentials_of_an_authorization_header_are_masked(string text, string masked) => AssertMasked(text, masked);

    [Theory]
    [InlineData("Host=db;Username=shop;Password=hunter2;Database=shop", "Host=db;Username=shop;Password=***;Database=shop")]
    [InlineData("host=db password = hunter2 dbname=x", "host=db password = *** dbname=x")]
    [InlineData("Server=db;Pwd='a;b''c';Encrypt=true", "Server=db;Pwd='***';Encrypt=true")]
    [InlineData("Server=db;Password=\"a;b\"\"c\";Encrypt=true", "Server=db;Password=\"***\";Encrypt=true")]
    [InlineData("Password=two words;Host=db", "Password=***;Host=db")]
    [InlineData("Password=it's;Host=db", "Password=***;Host=db")]
    [InlineData("cannot open 'Host=db;Password=hunter2'", "cannot open 'Host=db;Password=***'")]
    [InlineData("{\"user\":\"a\",\"password\":\"hunter\\\"2\",\"x\":1}", "{\"user\":\"a\",\"password\":\"***\",\"x\":1}")]
    [InlineData("{\\\"password\\\":\\\"hunter\\\\\\\"2\\\",\\\"x\\\":1}", "{\\\"password\\\":\\\"***\\\",\\\"x\\\":1}")]
    [InlineData("Login { User = bob, Password = hunter2 }", "Login { User = bob, Password = *** }")]
    [InlineData("AccountName=a;AccountKey=Zm9v+/==;EndpointSuffix=x", "AccountName=a;AccountKey=***;EndpointSuffix=x")]
    [InlineData("postgres://shop:hunter2@db:5432/shop", "postgres://shop:***@db:5432/shop")]
    [InlineData("redis://:p@ss@cache/0", "redis://:***@cache/0")]
    public void The_password_of_a_connection_string_is_masked(string text, string masked) => AssertMasked(text, masked);

    [Theory]
    [InlineData("got " + Jwt + ", good", "got ***, good")]
    [InlineData("token%20" + Jwt, "token%20***")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0NTY3ODkwIn0.", "***")]
    [InlineData("eyJhbGciOiJkaXIifQ..48V1_ALb6US04U3b.5eym8TW_c8SuK0lt.XFBoMYUZodetZdvT", "***")]
    public void A_web_token_is_masked(string text, string masked) => AssertMasked(text, masked);

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("4222222222222")]
    [InlineData("378282246310005")]
    [InlineData("3782 822463 10005")]
    [InlineData("3056 930902 5904")]
    [InlineData("5555555555554444")]
    [InlineData("2223003122003222")]
    [InlineData("6011111111111117")]
    [InlineData("3530 1113 3330 0000")]
    [InlineData("6759649826438453")]
    public void A_card_number_is_masked_wherever_it_stands(string number)
    {
        AssertMasked(number, "***");
        AssertMasked($"card {number}, paid", "card ***, paid");
        AssertMasked($"\u0001{number}\n{number}", "\u0001***\n***");
        AssertMasked(new string('x', 61) + " " + number + " 12", new string('x', 61) + " *** 12");
    }

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("order-a4111111111111111")]
    [InlineData("4111111111111111f03c2d1a")]
    [InlineData("0.4111111111111111")]
    [InlineData("41111111111111111111")]
    [InlineData("411111111111")]
    [InlineData("4111  1111 1111 1111")]
    [InlineData("411 1111 1111 11111")]
    [InlineData("1767225600000 2026-01-01 12:34:56.1234567")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("9223372036854775807")]
    [InlineData("eyJhbGciOi.short")]
    [InlineData("keyJar.field.other")]
    [InlineData("the bearer of bad news, Bearer authentication failed, Bearer error=\"invalid_token\"")]
    [InlineData("Authorization: denied for user 7; authorization failed; Authorization : none")]
    [InlineData("password reset; Password: must have 8 characters; password == null; Password => text; \"password\": null; Password=;")]
    [InlineData("Connecting with Password={Password} and Pwd='{Pwd}'")]
    [InlineData("https://shop.example:8080/a?mail=a@b https://user@host/ http://[::1]:80/x@y")]
    public void What_only_resembles_a_secret_stays(string text)
    {
        var redactor = Create();

        Assert.Same(text, redactor.Redact(text));
        Assert.True(redactor.IsClean(text));
    }

    [Fact]
    public void A_secret_is_found_in_every_form_in_which_texts_hold_it()
    {
        const string Secret = "p\"4ss/w&rd\n";
        var redactor = Create(secrets: [Secret]);

        Assert.Equal("***", redactor.Redact(Secret));
        Assert.Equal("{\"a\":\"***\"}", redactor.Redact(System.Text.Json.JsonSerializer.Serialize(new { a = Secret })));
        Assert.Equal("?key=***&x", redactor.Redact("?key=" + Uri.EscapeDataString(Secret) + "&x"));
        Assert.False(redactor.IsClean("{\"message\":\"p\\\"4ss/w&rd\\n\"}"));
        Assert.True(redactor.IsClean("{\"message\":\"p4ss/w&rd\\n\"}"));
    }

    [Fact]
    public void Of_secrets_that_overlap_nothing_is_left()
    {
        var redactor = Create(secrets: ["abcd1234", "1234wxyz", "long", "longer"]);

        Assert.Equal("<***> <***> ******", redactor.Redact("<abcd1234wxyz> <longer> longlong"));
    }

    [Fact]
    public void Patterns_and_names_can_be_switched_off_and_secrets_cannot()
    {
        var off = Create(new RedactionOptions { Enabled = false, Names = { "iban" } }, "hunter2");
        var some = Create(new RedactionOptions { CardNumbers = false, JsonWebTokens = false, AuthorizationHeaders = false });

        Assert.Equal("Password=*** 4111111111111111", off.Redact("Password=hunter2 4111111111111111"));
        Assert.False(off.IsSensitiveName("Iban") || off.IsSensitiveName("Password"));
        Assert.Equal("4111111111111111 Password=***", some.Redact("4111111111111111 Password=x"));
        Assert.True(some.IsClean(Jwt) && some.IsClean("Authorization: Basic dXNlcjpwYXNz"));
    }

    [Theory]
    [InlineData("Password", true)]
    [InlineData("x-api-key", true)]
    [InlineData("AccessToken", true)]
    [InlineData("Set-Cookie", true)]
    [InlineData("CustomerIban", true)]
    [InlineData("TokenCount", false)]
    [InlineData("OrderId", false)]
    public void A_name_tells_that_a_value_is_secret(string name, bool isSensitive) =>
        Assert.Equal(isSensitive, Create(new RedactionOptions { Names = { "iban" } }).IsSensitiveName(name));

    [Theory]
    [InlineData("Tr0ub4dor", 1)]
    [InlineData("Tr0ub4dor", 31)]
    [InlineData("Tr0ub4dor", 32)]
    [InlineData("Tr0ub4dor", 200)]
    [InlineData("Äöü§", 1)]
    [InlineData("Äöü§", 200)]
    [InlineData("a\"b\\c", 1)]
    public void A_known_secret_is_masked_in_its_own_case_however_many_there_are(string secret, int others)
    {
        var redactor = Create(null, [secret, .. Enumerable.Range(0, others).Select(i => $"secret-number-{i}")]);
        var otherCase = $"a {secret.ToUpperInvariant()} b";

        Assert.Equal("a *** b eyJ pwd=*** c", redactor.Redact($"a {secret} b eyJ pwd=x c"));
        Assert.Equal("***", redactor.Redact($"secret-number-{others - 1}"));
        Assert.False(redactor.IsClean($"a {secret} b"));
        Assert.Equal(otherCase.Contains(secret, StringComparison.Ordinal), redactor.Redact(otherCase) != otherCase);
        Assert.True(redactor.IsClean("a b eyJ pwd c"));
    }

    [Fact]
    public void Each_of_many_secrets_is_masked_wherever_in_a_text_it_stands()
    {
        string[] secrets = [.. Enumerable.Range(4, 40).Select(length => $"{length:D2}".PadRight(length, (char)('A' + (length % 26))))];
        var redactor = Create(null, secrets);

        foreach (var (before, secret) in Enumerable.Range(0, 30).SelectMany(before => secrets.Select(secret => (new string('.', before), secret))))
        {
            Assert.Equal($"{before}***", redactor.Redact($"{before}{secret}"));
            Assert.Equal($"{before}*** ***|", redactor.Redact($"{before}{secret} {secret}|"));
            Assert.True(redactor.IsClean($"{before}{secret[1..]}"));
        }
    }

    [Fact]
    public void Secrets_that_come_one_by_one_are_all_masked_from_then_on()
    {
        var values = new SecretValues();
        var redactor = new Redactor(values, Options.Create(new RedactionOptions()));

        foreach (var count in Enumerable.Range(1, 50))
        {
            values.Add($"secret-number-{count:D2}");

            Assert.Equal("***", redactor.Redact($"secret-number-{count:D2}"));
            Assert.Equal("*** secret-number-99", redactor.Redact("secret-number-01 secret-number-99"));
        }
    }

    internal static Redactor Create(RedactionOptions? options = null, params string[] secrets)
    {
        var values = new SecretValues();
        Array.ForEach(secrets, values.Add);
        return new Redactor(values, Options.Create(options ?? new RedactionOptions()));
    }

    private static void AssertMasked(string text, string masked)
    {
        var redactor = Create();

        Assert.Equal(masked, redactor.Redact(text));
        Assert.False(redactor.IsClean(text));
        Assert.True(redactor.IsClean(masked), masked);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Grocery.Samples.TestSupport;

/// <summary>A token made by hand, good in all that a test does not change.</summary>
public sealed record ForgedToken
{
    /// <summary>The key that every <see cref="ShopServer{TProgram}"/> accepts.</summary>
    public const string TestKey = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIG9mIDMyIGJ5dGVz";

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public string Key { get; init; } = TestKey;

    public string KeyId { get; init; } = "test";

    public string Algorithm { get; init; } = "HS256";

    public string Issuer { get; init; } = "grocery-shop";

    public string Audience { get; init; } = "grocery-shop";

    public string? Subject { get; init; } = "ann";

    public string? Scope { get; init; }

    public TimeSpan? ExpiresIn { get; init; } = TimeSpan.FromHours(1);

    public override string ToString()
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = Subject,
            ["scope"] = Scope,
            ["iat"] = _now.ToUnixTimeSeconds(),
            ["exp"] = (_now + ExpiresIn)?.ToUnixTimeSeconds(),
        };
        var text = Encode(new { alg = Algorithm, kid = KeyId, typ = "JWT" })
            + '.' + Encode(claims.Where(claim => claim.Value is not null).ToDictionary());
        return $"{text}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private byte[] Sign(byte[] text) => Algorithm switch
    {
        "none" => [],
        "HS512" => HMACSHA512.HashData(Convert.FromBase64String(Key), text),
        _ => HMACSHA256.HashData(Convert.FromBase64String(Key), text),
    };
}

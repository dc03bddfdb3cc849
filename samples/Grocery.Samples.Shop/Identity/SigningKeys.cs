using Microsoft.IdentityModel.Tokens;

namespace Grocery.Samples.Shop.Identity;

/// <summary>The keys of this moment: they follow the configuration, and so the secret, while the service runs.</summary>
internal sealed class SigningKeys(LiveOptions<IdentityOptions> options, DevelopmentKey development, SecretValues secrets)
{
    private KeySet? _keys;

    /// <summary>Gets the key that signs.</summary>
    /// <exception cref="InvalidOperationException">No key is configured.</exception>
    public SecurityKey Current => Find().Current ?? throw new InvalidOperationException(
        $"No key signs tokens. Configure {IdentityOptions.Section}:SigningKeys:<id>: base64 of 32 bytes or more, the same for every service of the shop.");

    public IEnumerable<SecurityKey> WithId(string? id) => Find().All.Where(key => key.KeyId == id);

    private KeySet Find()
    {
        var now = options.Value;
        var keys = Volatile.Read(ref _keys);
        if (keys?.Options == now)
            return keys;

        keys = Read(now);
        Volatile.Write(ref _keys, keys);
        return keys;
    }

    private KeySet Read(IdentityOptions now)
    {
        var all = now.SigningKeys.Count == 0 && development.Find() is { } key
            ? [ToKey(DevelopmentKey.Id, key)]
            : now.SigningKeys.Select(entry => ToKey(entry.Key, entry.Value)).ToArray();
        return new KeySet(now, all, all.FirstOrDefault(candidate => now.Current is null || candidate.KeyId == now.Current));
    }

    private SymmetricSecurityKey ToKey(string id, string base64)
    {
        secrets.Add(base64);
        return new SymmetricSecurityKey(Convert.FromBase64String(base64)) { KeyId = id };
    }

    private sealed record KeySet(IdentityOptions Options, SecurityKey[] All, SecurityKey? Current);
}

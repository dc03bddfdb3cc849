using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Cloud;

/// <summary>The keys of the users' tokens, as one secret: all are accepted, one signs.</summary>
internal sealed class SigningKeys
{
    public const string Secret = "shop/identity";

    private const int KeySize = 32;

    private readonly Lock _lock = new();
    private readonly AwsSecretStore _secrets;
    private readonly Dictionary<string, string> _keys = [];
    private string _signing;

    public SigningKeys(AwsSecretStore secrets)
    {
        _secrets = secrets;
        _signing = AddKey_NeedsLock();
        Publish_NeedsLock();
    }

    /// <summary>Gets the id of the key that signs.</summary>
    public string Signing
    {
        get
        {
            lock (_lock)
                return _signing;
        }
    }

    /// <summary>Gets the key that signs, with its id: who has it can be any user.</summary>
    public (string Id, string Key) Current
    {
        get
        {
            lock (_lock)
                return (_signing, _keys[_signing]);
        }
    }

    /// <summary>Adds a key that is accepted, and does not sign yet: a service that did not hear of it would refuse its tokens.</summary>
    /// <returns>Its id.</returns>
    public string Add()
    {
        lock (_lock)
        {
            var id = AddKey_NeedsLock();
            Publish_NeedsLock();
            return id;
        }
    }

    /// <summary>Lets a key sign. Those before it are still accepted, so nobody is logged out.</summary>
    public void SignWith(string id)
    {
        lock (_lock)
        {
            _signing = id;
            Publish_NeedsLock();
        }
    }

    private string AddKey_NeedsLock()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"key-{_keys.Count + 1}");
        _keys[id] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize));
        return id;
    }

    private void Publish_NeedsLock() => _secrets.Put(Secret, JsonSerializer.Serialize(new { SigningKeys = _keys, Current = _signing }));
}

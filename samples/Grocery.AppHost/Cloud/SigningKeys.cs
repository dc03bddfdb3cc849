using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Grocery.Platform.Testing.Aws;

namespace Grocery.AppHost.Cloud;

/// <summary>The keys of the users' tokens, as one secret: one signs, and those before it are accepted for as long as their tokens are good.</summary>
internal sealed class SigningKeys
{
    public const string Secret = "shop/identity";

    private const string Prefix = "key-";
    private const int KeySize = 32;

    // By more than the clocks of the services are apart.
    private static readonly TimeSpan KeptLonger = TimeSpan.FromHours(2);

    private readonly Lock _lock = new();
    private readonly AwsSecretStore _secrets;
    private readonly TimeProvider _time;
    private readonly TimeSpan _tokenLifetime;
    private readonly Dictionary<string, string> _keys = [];
    private readonly Dictionary<string, DateTimeOffset> _replaced = [];
    private string _signing;
    private string _newest;
    private string[] _accepted = [];
    private int _made;

    /// <param name="tokenLifetime">For how long a user's token is good.</param>
    public SigningKeys(AwsSecretStore secrets, TimeSpan tokenLifetime, TimeProvider time)
    {
        (_secrets, _tokenLifetime, _time) = (secrets, tokenLifetime, time);
        _signing = _newest = AddKey_NeedsLock();
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

    /// <summary>Gets the ids of all keys that are accepted, the oldest first.</summary>
    public IReadOnlyList<string> Accepted
    {
        get
        {
            lock (_lock)
                return _accepted;
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
    /// <returns>Its id; that of the one before as long as it does not sign.</returns>
    public string Add()
    {
        lock (_lock)
        {
            if (_newest == _signing)
                _newest = AddKey_NeedsLock();

            Publish_NeedsLock();
            return _newest;
        }
    }

    /// <summary>Lets a key sign. The one before is accepted for a while longer, so nobody is logged out.</summary>
    public void SignWith(string id)
    {
        lock (_lock)
        {
            _replaced[_signing] = _time.GetUtcNow();
            _signing = id;
            Publish_NeedsLock();
        }
    }

    private string AddKey_NeedsLock()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{++_made}");
        _keys[id] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize));
        return id;
    }

    private void Publish_NeedsLock()
    {
        foreach (var id in _replaced.Where(replaced => _time.GetUtcNow() - replaced.Value - KeptLonger > _tokenLifetime).Select(replaced => replaced.Key).ToArray())
        {
            _keys.Remove(id);
            _replaced.Remove(id);
        }

        _accepted = [.. _keys.Keys.OrderBy(id => int.Parse(id.AsSpan(Prefix.Length), CultureInfo.InvariantCulture))];
        _secrets.Put(Secret, JsonSerializer.Serialize(new { SigningKeys = _keys, Current = _signing }));
    }
}

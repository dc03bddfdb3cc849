using Grocery.AppHost.Cloud;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Tests.Cloud;

public sealed class SigningKeysTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SigningKeys _keys;

    public SigningKeysTests() => _keys = new SigningKeys(new AwsSecretStore(), TimeSpan.FromHours(24), _time);

    [Fact]
    public void A_key_that_was_replaced_is_accepted_until_its_last_token_has_expired()
    {
        Rotate();
        Assert.Equal(["key-1", "key-2"], _keys.Accepted);

        _time.Advance(TimeSpan.FromHours(25));
        Rotate();
        Assert.Equal(["key-1", "key-2", "key-3"], _keys.Accepted);

        _time.Advance(TimeSpan.FromHours(25));
        Rotate();
        Assert.Equal(["key-2", "key-3", "key-4"], _keys.Accepted);
        Assert.Equal("key-4", _keys.Signing);
    }

    [Fact]
    public void A_rotation_that_is_tried_again_takes_the_key_that_is_there()
    {
        Assert.Equal("key-2", _keys.Add());
        Assert.Equal("key-2", _keys.Add());

        Assert.Equal(["key-1", "key-2"], _keys.Accepted);
        Assert.Equal("key-1", _keys.Signing);
    }

    private void Rotate() => _keys.SignWith(_keys.Add());
}

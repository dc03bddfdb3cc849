using System.Net;
using System.Net.Sockets;

namespace Grocery.Samples.Storefront.Accounts;

/// <summary>Bounds the guesses at passwords: for one name, known or not, and from one address. Each instance counts for itself.</summary>
internal sealed class SignInLimit(TimeProvider time)
{
    public const int AttemptsOfName = 5;
    public const int AttemptsOfAddress = 60;

    // What a home or a phone is given of IPv6: who has one such network has all of its addresses.
    private const int NetworkBytes = 8;

    private readonly AttemptLimit _names = new(time, AttemptsOfName);
    private readonly AttemptLimit _addresses = new(time, AttemptsOfAddress);

    /// <returns>How long to wait; <see langword="null"/> when the attempt may go on.</returns>
    public TimeSpan? EnterName(string name) => _names.Enter(UserName.KeyOf(name));

    public void ClearName(string name) => _names.Clear(UserName.KeyOf(name));

    /// <returns>How long to wait; <see langword="null"/> when the attempt may go on, as it may from this machine: a balancer on it hides who calls.</returns>
    public TimeSpan? EnterAddress(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address) ? null : _addresses.Enter(NetworkOf(address));

    private static string NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Grocery.Samples.Storefront.Accounts;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA512, a salt for each.</summary>
internal sealed class Passwords
{
    // As OWASP recommends for PBKDF2 with HMAC-SHA512.
    private const int Iterations = 210_000;

    private readonly PasswordHasher<string> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly string _hashOfNobody;

    public Passwords() => _hashOfNobody = Hash(Guid.NewGuid().ToString());

    public string Hash(string password) => _hasher.HashPassword(string.Empty, password);

    /// <summary>Checks the password of a user; takes as long when there is none, so that the time tells nobody which names exist.</summary>
    public bool Verify(User? user, string password)
    {
        var result = _hasher.VerifyHashedPassword(string.Empty, user?.PasswordHash ?? _hashOfNobody, password);
        return user is not null && result is not PasswordVerificationResult.Failed;
    }
}

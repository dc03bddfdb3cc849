namespace Grocery.Samples.Storefront.Accounts;

/// <summary>What a user types to sign up or in. No record: its text would show the password.</summary>
internal sealed class Credentials
{
    private const int ShortestPassword = 8;
    private const int LongestPassword = 128;

    public string? Name { get; init; }

    public string? Password { get; init; }

    /// <summary>Finds what keeps these from becoming an account.</summary>
    public Dictionary<string, string[]> Validate()
    {
        var errors = new Dictionary<string, string[]>();
        if (Name is null || !UserName.IsValid(Name))
            errors["name"] = [$"Must be {UserName.Shortest} to {UserName.Longest} letters, digits, hyphens or underscores, with single spaces between words."];

        if (Password is not { Length: >= ShortestPassword and <= LongestPassword })
            errors["password"] = [$"Must be {ShortestPassword} to {LongestPassword} characters."];

        return errors;
    }

    /// <summary>Finds what keeps these from being compared. Names and passwords that no account can have are not told apart from wrong ones.</summary>
    public Dictionary<string, string[]> ValidatePresence()
    {
        var errors = new Dictionary<string, string[]>();
        if (Name is not { Length: > 0 and <= UserName.Longest })
            errors["name"] = [$"Must be given, with {UserName.Longest} characters at most."];

        if (Password is not { Length: > 0 and <= LongestPassword })
            errors["password"] = [$"Must be given, with {LongestPassword} characters at most."];

        return errors;
    }
}

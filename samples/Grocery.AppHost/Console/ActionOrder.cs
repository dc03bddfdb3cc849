namespace Grocery.AppHost.Console;

/// <summary>What goes with a pressed button; each action says which it needs.</summary>
/// <param name="Service">A service.</param>
/// <param name="Name">A flag or a kind of fault.</param>
/// <param name="Value">Milliseconds, percent, or 0 and 1 for off and on.</param>
internal sealed record ActionOrder(string? Service = null, string? Name = null, int? Value = null)
{
    /// <exception cref="ArgumentException">There is none.</exception>
    public string NeedService() => Service ?? throw new ArgumentException("This action needs \"service\", such as \"product\".");

    /// <exception cref="ArgumentException">There is none.</exception>
    public string NeedName(params string[] allowed) => Name is not null && allowed.Contains(Name)
        ? Name
        : throw new ArgumentException($"This action needs \"name\", one of {string.Join(", ", allowed)}.");

    /// <exception cref="ArgumentException">There is none, or it is out of its range.</exception>
    public int NeedValue(int largest) => Value is { } value && value >= 0 && value <= largest
        ? value
        : throw new ArgumentException($"This action needs \"value\", a whole number from 0 to {largest}.");
}

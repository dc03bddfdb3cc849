namespace Grocery.Platform.Resilience.Faults;

/// <summary>A rule that is active now.</summary>
/// <param name="name">Its name.</param>
/// <param name="fault">What it injects.</param>
/// <param name="term">Who set it and until when; <see langword="null"/> when it is configured.</param>
internal sealed class FaultRule(string name, Fault fault, FaultTerm? term)
{
    /// <summary>What the name of a rule is made of: it stands in a header and in tags.</summary>
    public const string NamePattern = @"^[A-Za-z0-9_.-]{1,64}\z";

    public const string NameRule = "1 to 64 letters, digits, '_', '.' or '-'";

    private long _hits;

    public string Name => name;

    public Fault Fault => fault;

    public FaultTerm? Term => term;

    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Decides by the dice whether this attempt or request, which the rule matches, is hit.</summary>
    public bool Hit(FaultDice dice)
    {
        if (fault.Share < 1 && dice.Roll() >= fault.Share)
            return false;

        Interlocked.Increment(ref _hits);
        return true;
    }

    public override string ToString() => $"{name}: {fault}";
}

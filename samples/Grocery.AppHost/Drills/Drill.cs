namespace Grocery.AppHost.Drills;

/// <summary>A fault that the shop has to live through under load, with what is expected of it. One run each.</summary>
internal abstract class Drill
{
    public abstract string Name { get; }

    /// <summary>Gets what is broken, in words.</summary>
    public abstract string Fault { get; }

    /// <summary>Gets which protection would be missed: what would happen without it.</summary>
    public abstract string Proves { get; }

    public abstract IReadOnlyList<Expectation> Expectations { get; }

    /// <summary>Gets a value indicating whether the services need a clock that can be set.</summary>
    public virtual bool NeedsClock => false;

    /// <summary>Gets variables that the services need while this drill runs.</summary>
    public virtual IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>Gets a value indicating whether it runs on services that were started for it, as others would see what it needs.</summary>
    public bool NeedsOwnShop => NeedsClock || Environment.Count > 0;

    /// <summary>Makes ready what the fault needs, before anything is measured.</summary>
    public virtual Task PrepareAsync(DrillShop shop, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Breaks something.</summary>
    /// <param name="duration">For how long, for a fault that has several parts.</param>
    public abstract Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Ends the fault.</summary>
    public virtual Task HealAsync(DrillShop shop, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Looks at what should be as before, and clears up what <see cref="PrepareAsync"/> made.</summary>
    public virtual Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>For how long to inject a fault that <see cref="HealAsync"/> ends: one that ends by itself before would break nothing.</summary>
    protected static TimeSpan Outlasting(TimeSpan duration) => duration + TimeSpan.FromMinutes(1);
}

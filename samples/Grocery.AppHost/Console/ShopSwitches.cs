using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Console;

/// <summary>How the switches stand that change the shop as a whole.</summary>
internal sealed class ShopSwitches(RunningShop shop)
{
    /// <summary>Gets or sets a value indicating whether a parameter that no service can use is in the Parameter Store.</summary>
    public bool IsBadParameterPushed { get; set; }

    public SwitchesPicture Read() => new(
        shop.HasDatabase,
        Slowness.TotalMilliseconds,
        shop.Configuration.IsAwsReachable,
        IsBadParameterPushed,
        shop.Configuration.SigningKey,
        shop.Configuration.Flags);

    private TimeSpan Slowness => shop.HasDatabase ? shop.Database.Slowness : TimeSpan.Zero;

    /// <summary>Says what is not as usual, in clauses.</summary>
    public IEnumerable<string> Oddities()
    {
        if (Slowness > TimeSpan.Zero)
            yield return $"the database answers {Slowness.TotalMilliseconds:0} ms late";
        if (!shop.Configuration.IsAwsReachable)
            yield return "AWS cannot be reached";
        if (IsBadParameterPushed)
            yield return "a bad parameter was pushed";
        if (shop.Configuration.Flags.TryGetValue("Checkout", out var share) && share == 0)
            yield return "checkout is closed by its kill switch";
    }
}

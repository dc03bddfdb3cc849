namespace Grocery.Samples.Orders.Storage;

internal static class CheckoutLimits
{
    /// <summary>For how long after its beginning a checkout that was undone is known, at least: much longer than anything can still be asked of it.</summary>
    public static readonly TimeSpan UndoneKnown = TimeSpan.FromDays(1);
}

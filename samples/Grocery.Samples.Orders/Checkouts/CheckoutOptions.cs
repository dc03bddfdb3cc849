namespace Grocery.Samples.Orders.Checkouts;

/// <summary>The times of a checkout, read from <c>Checkout</c>.</summary>
internal sealed class CheckoutOptions
{
    public const string Section = "Checkout";

    /// <summary>Gets or sets the time in which the cart is read and all stock is reserved.</summary>
    /// <value>Default 10 seconds; 100 ms to 1 minute, less than <see cref="Lease"/>.</value>
    [DurationRange("00:00:00.100", "00:01:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the time after which a checkout that has not ended counts as dead.</summary>
    /// <value>Default 30 seconds; 1 second to 10 minutes.</value>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often an instance looks for what dead or failed checkouts have left.</summary>
    /// <value>Default 5 seconds; 100 ms to 1 minute. Read at the start.</value>
    [DurationRange("00:00:00.100", "00:01:00")]
    public TimeSpan RepairPeriod { get; set; } = TimeSpan.FromSeconds(5);
}

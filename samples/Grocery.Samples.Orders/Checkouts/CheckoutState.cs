namespace Grocery.Samples.Orders.Checkouts;

/// <summary>How far a checkout is. From pending it goes to done, and stays there, or over releasing to released.</summary>
internal enum CheckoutState
{
    /// <summary>Stock is being reserved.</summary>
    Pending,

    /// <summary>The order is placed.</summary>
    Done,

    /// <summary>It failed: what was or may have been reserved is being released.</summary>
    Releasing,

    /// <summary>It failed, and nothing is reserved.</summary>
    Released,
}

namespace Grocery.Platform;

/// <summary>
/// Which attempt of an outgoing call is under way. Who repeats calls sets it; telemetry, which sees only single requests, reads it.
/// </summary>
public static class OutgoingAttempt
{
    private static readonly AsyncLocal<int> Resends = new();

    /// <summary>
    /// Gets or sets how often the call has been sent again. It flows with the asynchronous call: what an asynchronous method sets,
    /// its caller does not see.
    /// </summary>
    /// <value>0 in the first attempt, and where no call is under way.</value>
    public static int ResendCount
    {
        get => Resends.Value;
        set
        {
            // Another value means another execution context.
            if (Resends.Value != value)
                Resends.Value = value;
        }
    }
}

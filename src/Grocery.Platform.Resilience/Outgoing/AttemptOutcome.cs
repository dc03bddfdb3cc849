namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>The values of the tag <c>grocery.resilience.outcome</c>.</summary>
internal static class AttemptOutcome
{
    public const string Success = "success";
    public const string TransientStatus = "transient_status";
    public const string Timeout = "timeout";
    public const string Error = "error";
    public const string Canceled = "canceled";
    public const string Rejected = "rejected";
}

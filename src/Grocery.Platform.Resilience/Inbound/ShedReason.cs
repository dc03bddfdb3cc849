namespace Grocery.Platform.Resilience.Inbound;

/// <summary>Why a request was not worked on, as the metric names it.</summary>
internal static class ShedReason
{
    /// <summary>The queue had no place, or gave its place to a newer or more important request.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>It waited as long as it may.</summary>
    public const string QueueTimeout = "queue_timeout";

    /// <summary>Its deadline passed while it waited.</summary>
    public const string Deadline = "deadline";

    /// <summary>Its caller went away while it waited.</summary>
    public const string Aborted = "aborted";
}

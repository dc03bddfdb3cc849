namespace Grocery.Load.Requests;

/// <summary>Keeps what became of requests, by its own time. Safe for concurrent use.</summary>
internal interface IRequestLog
{
    /// <summary>Gets the time since the load began, by which samples are placed.</summary>
    TimeSpan Now { get; }

    /// <summary>Says that a request is under way; <see cref="Add"/> tells how it ended.</summary>
    /// <param name="start">When it was meant to start.</param>
    void Begin(TimeSpan start);

    void Add(LoadSample sample);
}

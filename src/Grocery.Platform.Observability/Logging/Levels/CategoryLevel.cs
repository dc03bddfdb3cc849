using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Levels;

/// <summary>What happens to the lines of one category.</summary>
/// <param name="Write">The lowest level that is written.</param>
/// <param name="Keep">The lowest level that is kept while a request is served, in case that it fails.</param>
/// <param name="Filter">A rule of the service in code that has the last word on what is written.</param>
internal sealed record CategoryLevel(LogLevel Write, LogLevel Keep, Func<LogLevel, bool>? Filter)
{
    /// <summary>Gets the level under which a line is neither written nor kept.</summary>
    public LogLevel Lowest { get; } = Write < Keep ? Write : Keep;

    public bool IsWritten(LogLevel level) => level >= Write && level != LogLevel.None && (Filter is null || Filter(level));

    public bool IsKept(LogLevel level) => level >= Keep && level != LogLevel.None;
}

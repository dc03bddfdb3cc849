using Serilog;

namespace Grocery.Platform.Observability.Logging.SerilogEvents;

/// <summary>Serilog's loggers of one category.</summary>
/// <param name="All">Writes to every sink.</param>
/// <param name="Lines">Writes only to the platform's lines; for events under the level that are kept for a request.</param>
internal sealed record SerilogLoggers(ILogger All, ILogger Lines);

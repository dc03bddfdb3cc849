namespace Grocery.Platform.Observability.Logging.Templates;

/// <summary>What every line of one log call has in common, as it stands in the line.</summary>
/// <param name="Logger">The category of the logger.</param>
/// <param name="EventId">The id of the event.</param>
/// <param name="Json">The members of template, logger and event id.</param>
internal sealed record CallSite(string Logger, int EventId, string Json);

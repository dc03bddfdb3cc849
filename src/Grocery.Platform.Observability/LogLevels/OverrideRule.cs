using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>The filter rule of an override, to be told from those that are configured.</summary>
internal sealed class OverrideRule(string? provider, LevelOverride source) : LoggerFilterRule(provider, source.Category, source.Level, null);

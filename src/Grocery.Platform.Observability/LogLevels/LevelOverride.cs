using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>A level that an operator set for a time.</summary>
/// <param name="Logger">The category, with everything under it; <c>Default</c> stands for all.</param>
/// <param name="Level">The lowest level that is written.</param>
/// <param name="By">Who set it.</param>
/// <param name="Since">When.</param>
/// <param name="Until">When it falls back.</param>
internal sealed record LevelOverride(string Logger, LogLevel Level, Operator By, DateTimeOffset Since, DateTimeOffset Until)
{
    public const string Default = "Default";

    /// <summary>Gets the category of its rule; <see langword="null"/> is that of all.</summary>
    public string? Category => Logger.Equals(Default, StringComparison.OrdinalIgnoreCase) ? null : Logger;
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>What a request asks for.</summary>
/// <param name="Logger">The category.</param>
/// <param name="Level">The level; <see langword="null"/> ends the override.</param>
/// <param name="Ttl">For how long.</param>
/// <param name="By">Who asks.</param>
internal sealed record LevelChange(string Logger, LogLevel? Level, TimeSpan Ttl, Operator By)
{
    public static readonly string[] Members = ["logger", "level", "ttl", "by"];

    private const int LongestName = 256;

    private static readonly TimeSpan ShortestTtl = TimeSpan.FromSeconds(1);

    /// <summary>Reads a body such as <c>{"logger":"Shop.Cart","level":"Debug","ttl":"00:10:00","by":"ann"}</c>.</summary>
    /// <exception cref="ManagementChangeException">It is not one.</exception>
    public static LevelChange Of(ManagementChange change, LogLevelOverrideOptions options) => new(
        ParseLogger(change.Text("logger")),
        change.IsNull("level") ? null : ParseLevel(change.Text("level")),
        change.Duration("ttl", ShortestTtl, options.MaximumTtl) ?? options.Ttl,
        change.By);

    private static string ParseLogger(string? text)
    {
        if (text is not { Length: > 0 and <= LongestName } || text.Any(char.IsControl) || text.Count(c => c == '*') > 1)
            throw NotUnderstood($"logger must be a category of 1 to {LongestName} characters with at most one *, or {LevelOverride.Default}.");

        return text;
    }

    private static LogLevel ParseLevel(string? text)
    {
        var names = Enum.GetNames<LogLevel>();
        var index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? Enum.Parse<LogLevel>(names[index])
            : throw NotUnderstood($"level must be one of {string.Join(", ", names)}, or null to end an override.");
    }

    private static ManagementChangeException NotUnderstood(string detail) => new(StatusCodes.Status400BadRequest, detail);
}

using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>A part of every line: fixed text, and then the value of one member.</summary>
/// <param name="Texts">The fixed text by <see cref="LogLevel"/>: names, brackets, the level, and members that never change.</param>
/// <param name="Kind">The member whose value follows.</param>
/// <param name="Name">The name of a member that not every line has; it is not in the fixed text.</param>
internal sealed record LineSegment(string[] Texts, LineMemberKind Kind, string? Name = null);

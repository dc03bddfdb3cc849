namespace Grocery.AppHost.Console;

/// <summary>Something that a person wants to know of.</summary>
/// <param name="Mood"><c>action</c> for what somebody did; <c>bad</c>, <c>good</c> or <c>plain</c> for what followed.</param>
/// <param name="Watch">Where to look now, or empty.</param>
internal sealed record Happening(long Number, DateTimeOffset Time, string Mood, string Text, string Watch);

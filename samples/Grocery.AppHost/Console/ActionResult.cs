namespace Grocery.AppHost.Console;

/// <summary>What an action did.</summary>
/// <param name="Did">In a sentence.</param>
/// <param name="Watch">What to look at now.</param>
internal sealed record ActionResult(string Did, string Watch);

namespace Grocery.AppHost.Shop;

/// <summary>How long a dead service waits for its next start: longer each time, until one has lived for a while.</summary>
internal sealed class RestartBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next = First;

    /// <param name="lived">How long the one that died was ready.</param>
    public TimeSpan After(TimeSpan lived)
    {
        var delay = lived >= Longest ? First : _next;
        _next = delay * 2 < Longest ? delay * 2 : Longest;
        return delay;
    }
}

namespace Grocery.Platform.Health.Drain;

/// <summary>Whether the order to stop has come. Never goes back.</summary>
internal sealed class DrainState
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    public void Begin() => _hasBegun = true;
}

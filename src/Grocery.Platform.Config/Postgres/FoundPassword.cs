namespace Grocery.Platform.Config.Postgres;

/// <summary>A password and where it stands.</summary>
internal sealed record FoundPassword(string Password, string Origin)
{
    // A record would show it.
    public override string ToString() => Origin;
}

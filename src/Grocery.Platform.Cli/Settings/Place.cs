namespace Grocery.Platform.Cli.Settings;

/// <summary>Where something stands; any part may be unknown.</summary>
internal sealed record Place(string? Key = null, string? File = null, int? Line = null)
{
    public override string ToString() => (Key, File, Line) switch
    {
        (null, null, _) => "",
        (_, null, _) => Key!,
        (null, _, null) => File,
        (null, _, _) => $"{File}:{Line}",
        (_, _, null) => $"{Key} in {File}",
        _ => $"{Key} in {File}:{Line}",
    };
}

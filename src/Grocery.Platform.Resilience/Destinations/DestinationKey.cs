namespace Grocery.Platform.Resilience.Destinations;

/// <summary>What tells destinations apart.</summary>
internal readonly record struct DestinationKey(string Scheme, string Host, int Port)
{
    public static DestinationKey Of(Uri uri) => new(uri.Scheme, uri.IdnHost, uri.Port);

    public override string ToString() => $"{Scheme}://{Host}:{Port}";
}

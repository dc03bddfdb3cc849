namespace Grocery.Platform.Observability.Requests;

/// <summary>Sizes of bodies as objects; the small ones, which most are, made once.</summary>
internal static class BoxedSize
{
    private const int Count = 4096;

    private static readonly object[] Small = [.. Enumerable.Range(0, Count).Select(size => (object)(long)size)];

    public static object? Of(long? size) => size is { } value && (ulong)value < Count ? Small[value] : size;
}

using System.Security.Cryptography;

namespace Grocery.Platform.Drills.TestApp;

/// <summary>Work of which the service can do a known amount at once, as with a pool of connections. What is more waits.</summary>
internal static class BoundedWork
{
    private const int Slots = 4;
    private const int Hashes = 4_000;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(40);
    private static readonly SemaphoreSlim Free = new(Slots);

    /// <summary>Adds <c>/bounded</c>.</summary>
    public static void MapBoundedWork(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/bounded", async () =>
    {
        await Free.WaitAsync();
        try
        {
            Burn();
            await Task.Delay(Wait, TimeProvider.System);
            return Results.Text("done");
        }
        finally
        {
            Free.Release();
        }
    });

    private static void Burn()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        hash.Clear();
        for (var i = 0; i < Hashes; i++)
            SHA256.HashData(hash, hash);
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>Makes tokens of requests, and keeps those that were not cancelled.</summary>
internal sealed class RequestCancellationPolicy(TimeProvider time, ILogger logger) : IPooledObjectPolicy<RequestCancellation>
{
    private const int MostKept = 256;

    public static ObjectPool<RequestCancellation> CreatePool(TimeProvider time, ILogger logger) =>
        new DefaultObjectPoolProvider { MaximumRetained = MostKept }.Create(new RequestCancellationPolicy(time, logger));

    public RequestCancellation Create() => new(time, logger);

    public bool Return(RequestCancellation obj) => obj.TryEnd();
}

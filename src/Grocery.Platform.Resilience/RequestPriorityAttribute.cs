namespace Grocery.Platform.Resilience;

/// <summary>
/// Says how important the requests of an endpoint are when the service is overloaded; see <see cref="InboundOptions"/>. On a
/// controller, an action, a hub, a gRPC method or the handler of a minimal API; of two, the one on the method wins.
/// </summary>
/// <param name="priority">The priority.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequestPriorityAttribute(RequestPriority priority) : Attribute
{
    /// <summary>Gets the priority.</summary>
    public RequestPriority Priority { get; } = priority;
}

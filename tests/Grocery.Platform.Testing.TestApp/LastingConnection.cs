using Microsoft.AspNetCore.Connections.Features;

namespace Grocery.Platform.Testing.TestApp;

/// <summary>A connection that nobody can ask to be closed.</summary>
internal sealed class LastingConnection : IConnectionLifetimeNotificationFeature
{
    public CancellationToken ConnectionClosedRequested { get; set; }

    public void RequestClose()
    {
    }
}

using Microsoft.Extensions.Http;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Puts the one handler outside all others of a client, whatever order they were registered in.</summary>
internal sealed class OutgoingCallHandlerFilter(OutgoingClients clients) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);

        if (clients.Find(builder.Name) is not { } client)
            return;

        // What the service's own code asks for wins over what it gets without asking; also where the platform's is off, for it may be turned on later.
        if (builder.AdditionalHandlers.FirstOrDefault(IsResilienceHandler) is { } other)
            client.StandAside(other.GetType().FullName!);
        else
            builder.AdditionalHandlers.Insert(0, new OutgoingCallHandler(client));
    };

    // Known by name: the platform does not reference Microsoft.Extensions.Http.Resilience and Microsoft.Extensions.Http.Polly.
    private static bool IsResilienceHandler(DelegatingHandler handler) =>
        handler.GetType() is { Name: "ResilienceHandler" or "PolicyHttpMessageHandler", Namespace: { } space }
        && space.StartsWith("Microsoft.Extensions.Http", StringComparison.Ordinal);
}

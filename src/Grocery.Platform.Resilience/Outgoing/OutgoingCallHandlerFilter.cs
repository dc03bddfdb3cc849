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

        if (builder.AdditionalHandlers.FirstOrDefault(IsResilienceHandler) is { } second)
            client.ReportSecondHandler(second.GetType().FullName!);

        builder.AdditionalHandlers.Insert(0, new OutgoingCallHandler(client));
    };

    // Known by name: the platform does not reference Microsoft.Extensions.Http.Resilience and Microsoft.Extensions.Http.Polly.
    private static bool IsResilienceHandler(DelegatingHandler handler) =>
        handler.GetType() is { Name: "ResilienceHandler" or "PolicyHttpMessageHandler", Namespace: { } space }
        && space.StartsWith("Microsoft.Extensions.Http", StringComparison.Ordinal);
}

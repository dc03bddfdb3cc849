namespace Grocery.Platform.Health.Dependencies;

/// <summary>The connections of all HTTP checks. An attempt ends with the headers of its answer, or with the token.</summary>
internal sealed class HttpCheckClient : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        MaxResponseDrainSize = 64 * 1024,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,

        // Without a propagator the handler makes no span.
        ActivityHeadersPropagator = null,
    });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    public void Dispose() => _invoker.Dispose();
}

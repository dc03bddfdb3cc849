namespace Grocery.Platform.Drills.TestApp.Chain;

/// <summary>Three retries after short waits, whatever the others do: what the platform is compared with.</summary>
internal sealed class PlainRetryHandler : DelegatingHandler
{
    private const int Retries = 3;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode < 500 || attempt > Retries)
                return response;

            response.Dispose();
            await Task.Delay(Delay * attempt, TimeProvider.System, cancellationToken);
        }
    }
}

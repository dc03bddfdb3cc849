using Grocery.Load.Requests;

namespace Grocery.Load.Shop;

/// <summary>Asks the shop for what a load needs before it can begin.</summary>
/// <param name="bound">For how long an answer is waited for.</param>
/// <param name="stop">Ends the waiting.</param>
internal sealed class ShopPreparation(TimeSpan bound, CancellationToken stop)
{
    /// <exception cref="LoadException">Nobody answers, or not in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpClient storefront, HttpRequestMessage request)
    {
        using var time = new CancellationTokenSource(bound, TimeProvider.System);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop);
        try
        {
            using (request)
                return await storefront.SendAsync(request, bounded.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            var kind = time.IsCancellationRequested ? FailureKind.TimeOut : FailureKind.Of(exception);
            throw new LoadException(
                $"No shop answers at {storefront.BaseAddress} ({kind}). Start it with 'dotnet run --project samples/Grocery.AppHost', or give its address: --target URL", exception);
        }
    }
}

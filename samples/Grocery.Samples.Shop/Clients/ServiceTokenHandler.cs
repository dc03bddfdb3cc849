using System.Net.Http.Headers;
using Grocery.Samples.Shop.Identity;

namespace Grocery.Samples.Shop.Clients;

/// <summary>Sends a token of this service.</summary>
internal sealed class ServiceTokenHandler(ShopTokens tokens) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue(BearerHandler.SchemeName, tokens.IssueForService());
        return base.SendAsync(request, cancellationToken);
    }
}

using System.Net.Http.Headers;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Shop.Clients;

/// <summary>Sends the token of the request that is being answered on, so that the callee sees the same user.</summary>
internal sealed class UserTokenHandler(IHttpContextAccessor context) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (context.HttpContext is { } caller && BearerToken.Of(caller.Request) is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue(BearerHandler.SchemeName, token);

        return base.SendAsync(request, cancellationToken);
    }
}

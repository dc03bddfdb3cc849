namespace Microsoft.Extensions.Http;

/// <summary>Stands for the handler of that name in the package Microsoft.Extensions.Http.Polly: it sends what fails once more.</summary>
internal sealed class PolicyHttpMessageHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;

        response.Dispose();
        return await base.SendAsync(request, cancellationToken);
    }
}

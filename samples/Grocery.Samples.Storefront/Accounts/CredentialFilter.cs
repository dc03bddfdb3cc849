namespace Grocery.Samples.Storefront.Accounts;

/// <summary>Bounds the requests from one address that bring a password.</summary>
internal sealed class CredentialFilter(SignInLimit limit) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        limit.EnterAddress(context.HttpContext.Connection.RemoteIpAddress) is { } wait
            ? ValueTask.FromResult<object?>(TooManyAttempts.Answer(context.HttpContext.Response, wait, "from your address"))
            : next(context);
}

using Microsoft.AspNetCore.Http;

namespace Grocery.AppHost.Console;

/// <summary>
/// Lets only the console's own page press its buttons. A page from elsewhere cannot choose the Host header and the Origin that a browser
/// sends, so neither a form on another site nor a name that was pointed at this machine gets through.
/// </summary>
internal sealed class SameOrigin(int port)
{
    private readonly string[] _hosts = [$"localhost:{port}", $"127.0.0.1:{port}"];

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (FindProblem(context.Request) is { } problem)
            await Results.Problem(problem, statusCode: StatusCodes.Status403Forbidden, title: "Not from here").ExecuteAsync(context);
        else
            await next(context);
    }

    private string? FindProblem(HttpRequest request)
    {
        if (!_hosts.Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase))
            return $"The console answers only as {string.Join(" and ", _hosts)}.";

        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Headers.Origin == $"http://{request.Host.Value}"
            ? null
            : $"A button can be pressed only by the console's own page. From a shell, send 'Origin: http://{_hosts[0]}' and the same Host.";
    }
}

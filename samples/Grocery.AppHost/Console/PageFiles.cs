using Microsoft.AspNetCore.Http;

namespace Grocery.AppHost.Console;

/// <summary>The page, out of this assembly.</summary>
internal static class PageFiles
{
    private const string Prefix = "page/";
    private const string Start = "index.html";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static async Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value is "/" or null ? Start : context.Request.Path.Value[1..];
        await using var file = typeof(PageFiles).Assembly.GetManifestResourceStream(Prefix + name);
        if (file is null)
        {
            await Results.Problem($"There is no {context.Request.Path}.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = Types[Path.GetExtension(name)];
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}

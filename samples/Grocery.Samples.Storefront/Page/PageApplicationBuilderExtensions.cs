using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Page;

/// <summary>Registers the files of <c>wwwroot</c>.</summary>
internal static class PageApplicationBuilderExtensions
{
    public static void AddPage(this WebApplicationBuilder builder)
    {
        // Otherwise a build that was not published finds its files in Development only.
        builder.WebHost.UseStaticWebAssets();

        // The files alone: an answer with a secret in it, compressed beside what an attacker chose, gives the secret away by its length.
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [MediaTypeNames.Text.Html, MediaTypeNames.Text.Css, MediaTypeNames.Text.JavaScript, MediaTypeNames.Image.Svg];
        });
    }

    public static void UsePage(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseResponseCompression();
        app.UseDefaultFiles();

        // Browsers ask each time, and mostly hear that nothing has changed: a deploy shows at once, and never half.
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = static file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache" });
    }
}

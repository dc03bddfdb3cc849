using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform;

/// <summary>Answers with a JSON document, which is complete before the first byte is sent.</summary>
public static class JsonAnswer
{
    /// <summary>Writes the document, or only its headers when the request is a HEAD. The status stays what it is.</summary>
    /// <param name="context">The request.</param>
    /// <param name="write">Writes one JSON value. What it throws leaves the response as it was.</param>
    /// <returns>The end of the writing.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(write);

        return WriteAsync(context, "application/json", write);
    }

    internal static Task WriteAsync(HttpContext context, string contentType, Action<Utf8JsonWriter> write)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);

        context.Response.ContentType = contentType;
        context.Response.ContentLength = buffer.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(buffer.GetBuffer(), 0, (int)buffer.Length, context.RequestAborted);
    }
}

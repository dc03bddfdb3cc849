using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Health.Report;

/// <summary>Answers with a JSON document, which is complete before the first byte is sent.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(buffer.GetBuffer(), 0, (int)buffer.Length, context.RequestAborted);
    }
}

using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Migration.Tests;

/// <summary>What the service next door says.</summary>
internal static class Answer
{
    public static Func<HttpContext, Task> Busy { get; } = Reply.Status(StatusCodes.Status503ServiceUnavailable);

    public static Func<HttpContext, Task> Text(string text) => context => context.Response.WriteAsync(text);
}

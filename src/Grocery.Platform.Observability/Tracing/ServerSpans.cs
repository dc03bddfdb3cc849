using System.Diagnostics;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>Knows the server spans of ASP.NET Core.</summary>
internal static class ServerSpans
{
    public const string OperationName = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    /// <summary>Finds the server span of this process under which a span ended.</summary>
    /// <returns><see langword="null"/> when it ended under none, or is one itself.</returns>
    public static Activity? FindAbove(Activity span)
    {
        var top = span.Parent;
        while (top?.Parent is { } parent)
            top = parent;

        return top is { OperationName: OperationName } ? top : null;
    }
}

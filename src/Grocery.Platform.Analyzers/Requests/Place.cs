namespace Grocery.Platform.Analyzers.Requests;

/// <summary>Where code stands, by who calls it.</summary>
internal enum Place
{
    /// <summary>Code of which nothing is known, or that has to wait: an entry point, a constructor, a test.</summary>
    Elsewhere,

    /// <summary>A method, local function or lambda that is async, and can await.</summary>
    AsyncCode,

    /// <summary>A hosted service, or a handler of outgoing requests.</summary>
    Worker,

    /// <summary>An endpoint, a controller, a filter or a middleware.</summary>
    Request,

    /// <summary>A health check.</summary>
    HealthCheck,
}

using System.Globalization;
using System.Text;

namespace Grocery.Platform.Testing.TestApp;

/// <summary>Breaks checks of the management port.</summary>
internal sealed class BrokenManagement(Broken broken, IConfiguration configuration)
{
    private const string Json = "application/json";

    /// <summary>Says whether a request came to the management port.</summary>
    public static bool IsOn(HttpContext context) => context.Connection.LocalPort == PortOf(context.RequestServices.GetRequiredService<IConfiguration>());

    /// <summary>Answers, and returns whether it did.</summary>
    public async Task<bool> AnswerAsync(HttpContext context, Func<Task> next)
    {
        var path = context.Request.Path.Value!;
        if (!IsOn(context))
            return await AnswerOnServicePortAsync(context, path);

        if (broken.Is("secret-not-in-management"))
            context.Response.Headers["X-Debug"] = configuration["Conformance:Password"];

        return (context.Request.Method, path) switch
        {
            ("GET", "/hello") when broken.Is("service-not-on-management-port") => await Front.AnswerAsync(context, 200, "hello"),
            ("PUT", "/loggers") when broken.Is("log-level-changes") => await Front.AnswerAsync(context, 500),
            ("GET", "/info") when broken.Is("info-tells-identity") => await Front.AnswerAsync(context, 200, "{}", Json),
            ("GET", "/health") when broken.Is("health-report-agrees") => await Front.AnswerAsync(context, 200, """{"status":"Unhealthy"}""", Json),
            ("GET", "/metrics") => await AnswerMetricsAsync(context, next),
            _ => false,
        };
    }

    private static int PortOf(IConfiguration configuration) => int.Parse(configuration["Platform:Management:Port"] ?? "0", CultureInfo.InvariantCulture);

    private async Task<bool> AnswerOnServicePortAsync(HttpContext context, string path)
    {
        if (broken.Is("secret-not-in-answers"))
            context.Response.Headers["X-Debug"] = configuration["Conformance:Password"];

        return (context.Request.Method, path) switch
        {
            ("GET", "/info") when broken.Is("management-not-on-service-port") => Mistake(context),
            ("GET", "/metrics") when broken.Is("management-not-by-host-header") && context.Request.Host.Port == PortOf(configuration) => Mistake(context),
            ("PUT", "/loggers") when broken.Is("management-not-changed-from-service-port") => await Front.AnswerAsync(context, 200),
            _ => false,
        };
    }

    // For a request to the management port.
    private bool Mistake(HttpContext context)
    {
        context.Connection.LocalPort = PortOf(configuration);
        return false;
    }

    private async Task<bool> AnswerMetricsAsync(HttpContext context, Func<Task> next)
    {
        if (broken.Is("metrics-openmetrics"))
            context.Request.Headers.Accept = default;

        if (!broken.Is("metrics-parse") || context.Request.Headers.Accept.Count > 0)
            return false;

        var body = context.Response.Body;
        using var changed = new MemoryStream();
        context.Response.Body = changed;
        await next();
        context.Response.Body = body;
        context.Response.ContentLength = null;
        await body.WriteAsync(changed.ToArray());
        await body.WriteAsync(Encoding.UTF8.GetBytes("this is no metric\n"));
        return true;
    }
}

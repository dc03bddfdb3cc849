namespace Grocery.Samples.Products.Problems;

/// <summary>Registers the answers to what goes wrong: RFC 9457 problem details, whatever the environment.</summary>
internal static class ProblemsHostApplicationBuilderExtensions
{
    public static IHostApplicationBuilder AddProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<DatabaseOutageHandler>();
        builder.Services.AddExceptionHandler<BadRequestHandler>();

        // Thrown, a bad request reaches the handler, which can say what was bad about it; otherwise it is a bare 400.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Grocery.Migration.Ssm;

/// <summary>Answers with what Parameter Store says.</summary>
internal static partial class Pantry
{
    public static void MapPantry(this IEndpointRouteBuilder app)
    {
        app.MapGet("/limit", (IOptionsMonitor<OrderOptions> options) => new { limit = options.CurrentValue.Limit });
        app.MapGet("/regions", (IConfiguration configuration) => new { regions = configuration.GetSection("Regions").Get<string[]>() });
        app.MapGet("/partner", (IConfiguration configuration, ILogger<Program> logger) =>
        {
            Asking(logger, configuration["ApiKey"]);
            return new { known = configuration["ApiKey"] is not null };
        });
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Asking the partner with {Key}")]
    private static partial void Asking(ILogger logger, string? key);
}

/// <summary>How much may be ordered.</summary>
internal sealed class OrderOptions
{
    [Range(1, 100)]
    public int Limit { get; set; } = 1;
}

using System.Diagnostics;

namespace Grocery.Migration.Serilog;

/// <summary>Takes payments; logs more than it should, as services do.</summary>
internal static partial class Payments
{
    private static readonly ActivitySource Source = new("Payments");

    public static void MapPayments(this IEndpointRouteBuilder app)
    {
        app.MapPost("/payments", (Payment payment, ILogger<Program> logger) => Take(payment, logger));
        app.MapGet("/fails", IResult () => throw new InvalidOperationException("No bank answers."));
        app.MapGet("/alive", () => "ok").DisableHttpMetrics();
    }

    private static IResult Take(Payment payment, ILogger logger)
    {
        using var charge = Source.StartActivity("charge");
        Charged(logger, payment.Amount, payment.Card);
        return payment.Amount > 0 ? Results.Ok(new { charged = payment.Amount }) : Results.BadRequest();
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Charged {Amount} to {Card}")]
    private static partial void Charged(ILogger logger, decimal amount, string card);

    internal sealed record Payment(decimal Amount, string Card);
}

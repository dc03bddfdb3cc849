using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Resilience;

/// <summary>
/// How many requests may be sent in addition to the first ones, read from <c>Platform:Resilience:RetryBudget</c>. Each destination
/// (scheme, host, port) has one budget, shared by the retries and the hedges of every client of the process.
/// </summary>
public sealed class RetryBudgetOptions
{
    /// <summary>The configuration section, <c>Platform:Resilience:RetryBudget</c>.</summary>
    public const string Section = "Platform:Resilience:RetryBudget";

    /// <summary>Gets or sets a value indicating whether there is a budget.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the part of the requests of the last 10 seconds that may be sent once more.</summary>
    /// <value>0 to 1; 0.1 by default.</value>
    [Range(0.0, 1.0)]
    public double Ratio { get; set; } = 0.1;

    /// <summary>Gets or sets how many may be sent in 10 seconds in addition to that, so that little traffic is retried too.</summary>
    /// <value>0 to 100,000; 10 by default.</value>
    [Range(0, 100_000)]
    public int Minimum { get; set; } = 10;
}

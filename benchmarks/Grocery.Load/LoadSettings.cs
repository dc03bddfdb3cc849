using Grocery.Load.Arrivals;
using Grocery.Load.Scenarios;
using Grocery.Load.Thresholds;

namespace Grocery.Load;

/// <summary>What the person at the keyboard asked for.</summary>
internal sealed record LoadSettings
{
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(30);
    public const double DefaultPerSecond = 20;

    /// <summary>Gets the storefront of the shop.</summary>
    public Uri Target { get; init; } = new("http://localhost:8080");

    /// <summary>Gets the journeys of the shop with their weights; <see langword="null"/> when <see cref="Urls"/> are asked for.</summary>
    public IReadOnlyDictionary<string, double>? Mix { get; init; }

    public IReadOnlyList<UrlRequest> Urls { get; init; } = [];

    public IReadOnlyList<Stage> Stages { get; init; } = [new(DefaultDuration, DefaultPerSecond, DefaultPerSecond)];

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    public bool IsPoisson { get; init; } = true;

    /// <summary>Gets what the arrival times and the scenarios follow from.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>Gets how many visits may be under way at once.</summary>
    public int Concurrency { get; init; } = 512;

    /// <summary>Gets for how long an answer is waited for.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets how many customers check out.</summary>
    public int Customers { get; init; } = 20;

    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    public string? JsonFile { get; init; }

    public string? HtmlFile { get; init; }

    /// <summary>Gets all stages, with the warm-up before them at the rate at which the first one begins.</summary>
    public IReadOnlyList<Stage> AllStages => WarmUp > TimeSpan.Zero ? [new Stage(WarmUp, Stages[0].From, Stages[0].From), .. Stages] : Stages;

    /// <summary>Gets how long it takes with the warm-up.</summary>
    public TimeSpan Length => WarmUp + TimeSpan.FromTicks(Stages.Sum(stage => stage.Duration.Ticks));
}

namespace Grocery.Platform.Resilience;

/// <summary>The switch of the whole package, read from <c>Platform:Resilience</c>.</summary>
public sealed class ResilienceOptions
{
    /// <summary>The configuration section, <c>Platform:Resilience</c>.</summary>
    public const string Section = "Platform:Resilience";

    /// <summary>Gets or sets a value indicating whether the clients of the factory get the resilience handler, and pipelines protect anything.</summary>
    /// <value>
    /// <see langword="true"/> by default. <see langword="false"/> leaves every client as it is without the platform, and the pipelines of
    /// <see cref="IPlatformPipelines"/> only run what they are given.
    /// </value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Gets the paths of the service's own health checks, which inbound protection never refuses and injected faults never hit. What
    /// <c>MapHealthChecks</c> maps is known without them; they are for <c>UseHealthChecks</c>, branches, checks under a display name
    /// of their own, and gRPC's health service. Read at the start.
    /// </summary>
    /// <value>
    /// <c>/health</c>, <c>/healthz</c>, <c>/livez</c>, <c>/readyz</c> and <c>/grpc.health.v1.Health/*</c> by default; the
    /// configuration adds to them. A path is compared as a whole and without case; <c>*</c> at its end stands for any rest.
    /// </value>
    public IList<string> HealthPaths { get; } = ["/health", "/healthz", "/livez", "/readyz", "/grpc.health.v1.Health/*"];
}

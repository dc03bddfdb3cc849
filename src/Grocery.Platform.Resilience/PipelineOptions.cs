namespace Grocery.Platform.Resilience;

/// <summary>
/// How what a pipeline of <see cref="IPlatformPipelines"/> executes ends, is repeated and is cut off. Read from
/// <c>Platform:Resilience:Pipelines:&lt;name&gt;</c>; what is not set there comes from <c>Platform:Resilience:Defaults</c>.
/// </summary>
public sealed class PipelineOptions : CallOptions
{
    /// <summary>The configuration section of the defaults, <c>Platform:Resilience:Defaults</c>.</summary>
    public const string Section = HttpResilienceOptions.Section;

    /// <summary>The configuration section whose children are named like the pipelines, <c>Platform:Resilience:Pipelines</c>.</summary>
    public const string PipelinesSection = "Platform:Resilience:Pipelines";
}

using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Resilience;

/// <summary>
/// One rule by which faults are injected: where, how often, and what. Read from <c>Platform:Resilience:Faults:Rules:&lt;name&gt;</c>; what is not
/// set there comes from <c>Platform:Resilience:Faults:Defaults</c>. Of the rules that match, each decides for itself, in the order of their
/// names: latencies add up, and the first error or status ends the attempt or the request. Rules follow the configuration while the service runs.
/// </summary>
public sealed class FaultRuleOptions
{
    /// <summary>The configuration section of the defaults, <c>Platform:Resilience:Faults:Defaults</c>.</summary>
    public const string Section = FaultOptions.Section + ":Defaults";

    /// <summary>The configuration section whose children are the rules, <c>Platform:Resilience:Faults:Rules</c>.</summary>
    public const string RulesSection = FaultOptions.Section + ":Rules";

    internal const string ClientPattern = @"[^*]{1,256}\*?|\*";
    internal const string ClientRule = "a client name of 1 to 256 characters, with * at its end for any rest";
    internal const string RoutePattern = @"/[^*?#]{0,1000}\*?|\*";
    internal const string RouteRule = "a path that starts with /, with * at its end for any rest";

    /// <summary>Gets or sets the client whose attempts the rule hits, by its name in the factory; that without a name is <c>(default)</c>.</summary>
    /// <value>1 to 256 characters; a <c>*</c> at the end stands for any rest. Unset by default: the rule hits incoming requests.</value>
    [RegularExpression(ClientPattern, ErrorMessage = ClientRule)]
    public string? Client { get; set; }

    /// <summary>
    /// Gets or sets the path, without case, of an outgoing request; of an incoming one the path or the template of its route, such as
    /// <c>/products/{id}</c>.
    /// </summary>
    /// <value>Starts with <c>/</c>; a <c>*</c> at the end stands for any rest. Unset by default: every path.</value>
    [RegularExpression(RoutePattern, ErrorMessage = RouteRule)]
    public string? Route { get; set; }

    /// <summary>Gets or sets the part of the attempts or requests that the rule hits, at random.</summary>
    /// <value>0 to 1; 1 by default.</value>
    [Range(0.0, 1.0)]
    public double Share { get; set; } = 1;

    /// <summary>Gets or sets the time by which the attempt or request starts later.</summary>
    /// <value>1 ms to 1 hour; unset by default. A rule needs a latency, an error or a status.</value>
    [DurationRange("00:00:00.001", "01:00:00")]
    public TimeSpan? Latency { get; set; }

    /// <summary>Gets or sets the failure that stands in the place of the answer.</summary>
    /// <value>Unset by default. Not together with <see cref="Status"/>; for incoming requests <see cref="FaultError.ConnectionLost"/> only.</value>
    public FaultError? Error { get; set; }

    /// <summary>Gets or sets the status of the answer that is given without asking the destination or the service.</summary>
    /// <value>200 to 599; unset by default. Not together with <see cref="Error"/>.</value>
    [Range(200, 599)]
    public int? Status { get; set; }

    /// <summary>Gets or sets the name of the rule: what is left of an invalid one is an instance of another name, the defaults.</summary>
    internal string? RuleName { get; set; }
}

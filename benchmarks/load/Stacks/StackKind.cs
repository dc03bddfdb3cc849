namespace Grocery.Platform.Comparison.Stacks;

/// <summary>What observes a service.</summary>
internal enum StackKind
{
    /// <summary>Nothing.</summary>
    Bare,

    /// <summary>OpenTelemetry, the framework's JSON console and its health checks.</summary>
    Usual,

    /// <summary>OpenTelemetry, Serilog and the framework's health checks.</summary>
    Serilog,

    /// <summary>The platform's one line.</summary>
    Platform,

    /// <summary>The platform's observability alone.</summary>
    Observability,
}

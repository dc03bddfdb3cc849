namespace Grocery.Platform.Benchmarks.Load;

/// <summary>What observes the service under load.</summary>
internal enum LoadStack
{
    /// <summary>Nothing: no traces, metrics or logs.</summary>
    Bare,

    /// <summary>The platform, traces at 10 %.</summary>
    Platform,

    /// <summary>The platform, every trace.</summary>
    PlatformEveryTrace,

    /// <summary>The OpenTelemetry SDK, traces at 10 %, and the framework's JSON console.</summary>
    JsonConsole,

    /// <summary>The OpenTelemetry SDK, traces at 10 %, and Serilog's JSON on the console.</summary>
    Serilog,
}

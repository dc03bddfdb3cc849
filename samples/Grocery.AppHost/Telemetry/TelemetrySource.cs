using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Telemetry;

/// <summary>The process that a span or a measurement came from.</summary>
internal readonly record struct TelemetrySource(string Service, string Instance)
{
    /// <summary>Reads the resource of an export.</summary>
    public static TelemetrySource Read(WireMessage resource)
    {
        var attributes = OtlpAttributes.Read(resource, 1);
        return new TelemetrySource(attributes.GetValueOrDefault("service.name", "unknown"), attributes.GetValueOrDefault("service.instance.id", ""));
    }
}

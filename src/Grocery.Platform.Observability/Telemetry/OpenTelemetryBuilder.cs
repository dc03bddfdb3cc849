using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Grocery.Platform.Observability.Telemetry;

/// <summary>What <c>AddOpenTelemetry()</c> of OpenTelemetry.Extensions.Hosting returns, without that package.</summary>
internal sealed class OpenTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
{
    public IServiceCollection Services => services;
}

using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Runs at once what a registration would defer, for use when the services are built. Services can no longer be added.</summary>
internal sealed class LateTracerProviderBuilder(IServiceProvider services, TracerProviderBuilder builder)
    : TracerProviderBuilder, IDeferredTracerProviderBuilder
{
    public TracerProviderBuilder Configure(Action<IServiceProvider, TracerProviderBuilder> configure)
    {
        configure(services, builder);
        return this;
    }

    public override TracerProviderBuilder AddInstrumentation<TInstrumentation>(Func<TInstrumentation> instrumentationFactory) =>
        builder.AddInstrumentation(instrumentationFactory);

    public override TracerProviderBuilder AddSource(params string[] names) => builder.AddSource(names);

    public override TracerProviderBuilder AddLegacySource(string operationName) => builder.AddLegacySource(operationName);
}

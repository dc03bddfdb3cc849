using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Otlp;

/// <inheritdoc cref="LateTracerProviderBuilder"/>
internal sealed class LateMeterProviderBuilder(IServiceProvider services, MeterProviderBuilder builder)
    : MeterProviderBuilder, IDeferredMeterProviderBuilder
{
    public MeterProviderBuilder Configure(Action<IServiceProvider, MeterProviderBuilder> configure)
    {
        configure(services, builder);
        return this;
    }

    public override MeterProviderBuilder AddInstrumentation<TInstrumentation>(Func<TInstrumentation> instrumentationFactory) =>
        builder.AddInstrumentation(instrumentationFactory);

    public override MeterProviderBuilder AddMeter(params string[] names) => builder.AddMeter(names);
}

using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Binding;

/// <summary>Stops the start on invalid options also when nothing read one while the host was built; valid ones are kept from then on.</summary>
internal sealed class OptionsValidationService(OptionsValidation validation, IEnumerable<OptionsDefinition> definitions, IServiceProvider services)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        validation.ThrowIfInvalid();
        foreach (var definition in definitions)
            definition.Follow(services);

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

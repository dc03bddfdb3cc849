namespace Grocery.Platform.Testing.Instances;

/// <summary>A service that runs already, and goes on when the suite has ended.</summary>
internal sealed class RemoteService(Uri address, Uri? management) : ServiceUnderTest
{
    internal override ConformanceNeeds Gives => management is null ? ConformanceNeeds.None : ConformanceNeeds.Management;

    internal override string Description => "given by its address";

    internal override Task<Instance> StartAsync(StartSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<Instance>(new RemoteInstance(address, management, settings.Patience));

    private sealed class RemoteInstance(Uri address, Uri? management, TimeSpan patience) : Instance(address, management, patience)
    {
        protected override ValueTask EndAsync() => ValueTask.CompletedTask;
    }
}

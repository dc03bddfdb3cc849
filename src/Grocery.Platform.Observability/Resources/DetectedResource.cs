using Microsoft.Extensions.Options;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>What all detectors find, detected once for all signals. A detector that fails leaves its attributes out, never the start.</summary>
internal sealed class DetectedResource(
    IOptions<ResourceOptions> options, HostDetector host, ProcessDetector process, ContainerDetector container, KubernetesDetector kubernetes, EcsDetector ecs)
    : IResourceDetector
{
    private readonly Lock _lock = new();
    private readonly List<(string Detector, string Reason)> _failures = [];

    // Read and written under the lock.
    private Resource? _resource;

    /// <summary>Gets the detectors that failed, each with the reason.</summary>
    public IReadOnlyList<(string Detector, string Reason)> Failures => _failures;

    public Resource Detect()
    {
        lock (_lock)
            return _resource ??= options.Value.Enabled ? DetectAll() : Resource.Empty;
    }

    // Of two that know an attribute the later wins: the task says more about the container than its files do.
    private Resource DetectAll() => new IResourceDetector[] { host, process, container, kubernetes, ecs }
        .Aggregate(Resource.Empty, (found, detector) => found.Merge(Detect(detector)));

    private Resource Detect(IResourceDetector detector)
    {
        try
        {
            return detector.Detect();
        }
        catch (Exception exception)
        {
            _failures.Add((detector.GetType().Name, exception is OperationCanceledException ? "no answer within 1 second" : exception.Message));
            return Resource.Empty;
        }
    }
}

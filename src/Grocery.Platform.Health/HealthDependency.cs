namespace Grocery.Platform.Health;

/// <summary>What a check that is down means for the service.</summary>
public enum HealthDependency
{
    /// <summary>The service can not work without it: readiness answers 503.</summary>
    Hard,

    /// <summary>The service works without it, with less: readiness answers 200 with <c>Degraded</c>.</summary>
    Soft,

    /// <summary>Looked at only on demand: never run in the background, and no probe waits for it or turns on it.</summary>
    Lazy,
}

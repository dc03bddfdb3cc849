using System.Security.Cryptography;
using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>What the checks of one run share: the instances, each started when the first check asks for it, and the dependency.</summary>
internal sealed class Trial(ServiceUnderTest service, ConformancePlan plan, CancellationToken cancellationToken) : IAsyncDisposable
{
    private Task<Instance>? _main;
    private Task<Instance>? _strained;
    private Task<StopObservation>? _stop;
    private Task<Refusal>? _refusal;
    private TrialDependency? _dependency;

    public ConformancePlan Plan => plan;

    /// <summary>Gets how long a stop may take.</summary>
    public TimeSpan StopBound => TrialSettings.StopBudget + plan.Slack;

    /// <summary>Gets a value that must not leave the service: the suite configures it under a name that says so.</summary>
    public string Secret { get; } = $"conformance-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>Gets what the suite sends as a credential, which must not be in the log.</summary>
    public string Credential { get; } = $"credential-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public TrialDependency Dependency => _dependency ?? throw new InvalidOperationException("No instance is started yet, or the plan names no dependency.");

    public Task<Instance> MainAsync() => _main ??= StartAsync(TrialSettings.Main);

    public Task<Instance> StrainedAsync() => _strained ??= StartAsync(TrialSettings.Strained);

    public async Task<ExecutableInstance> MainProcessAsync() => (ExecutableInstance)await MainAsync().ConfigureAwait(false);

    /// <summary>Stops the main instance once, and returns what was seen of it.</summary>
    public Task<StopObservation> StopAsync() => _stop ??= StopObservation.MakeAsync(this, cancellationToken);

    /// <summary>Starts the service once with settings that it must refuse, and returns whether it did and what it said.</summary>
    public Task<Refusal> RefuseAsync(IReadOnlyDictionary<string, string> settings) =>
        _refusal ??= Refusal.MakeAsync(service, new StartSettings(settings, MustListen: false, plan.Patience), cancellationToken);

    /// <summary>Says what is missing to run a check, or null when nothing is.</summary>
    public string? WhatIsMissing(ConformanceNeeds needs)
    {
        var missing = needs & ~service.Gives;
        if (missing.HasFlag(ConformanceNeeds.Start))
            return $"it needs a service that the suite starts; this one is {service.Description}";

        if (missing.HasFlag(ConformanceNeeds.Process))
            return $"it needs an executable, for standard output and signals; this one is {service.Description}";

        if (needs.HasFlag(ConformanceNeeds.Process) && OperatingSystem.IsWindows())
            return "it needs signals of POSIX, which Windows has not";

        if (missing.HasFlag(ConformanceNeeds.Management))
            return "it needs the address of the management port";

        if (needs.HasFlag(ConformanceNeeds.Dependency) && plan.Dependency is null)
            return "it needs a dependency that the suite may replace: set Dependency of the plan";

        return needs.HasFlag(ConformanceNeeds.UnsafeRoute) && plan.Dependency?.UnsafeRoute is null
            ? "it needs a route that calls the dependency by POST: set UnsafeRoute of the plan's dependency"
            : null;
    }

    /// <summary>Makes the plan's request of an instance, with its headers.</summary>
    public Task<Answer> AskAsync(Instance instance, ConformanceRoute route, params (string Name, string Value)[] headers) =>
        AskAsync(instance, route, cancellationToken, headers);

    /// <summary>Makes the plan's request of an instance, with its headers, and goes away when <paramref name="ending"/> says so.</summary>
    public Task<Answer> AskAsync(Instance instance, ConformanceRoute route, CancellationToken ending, params (string Name, string Value)[] headers) =>
        instance.Service.SendAsync(route, ending, [.. plan.Headers.Select(header => (header.Key, header.Value)), .. headers]);

    public async ValueTask DisposeAsync()
    {
        foreach (var start in new[] { _main, _strained }.OfType<Task<Instance>>().Where(start => start.IsCompletedSuccessfully))
            await (await start.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);

        if (_dependency is not null)
            await _dependency.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Instance> StartAsync(Func<Trial, IReadOnlyDictionary<string, string>> settings)
    {
        if (plan.Dependency is { } dependency)
            _dependency ??= await TrialDependency.StartAsync(dependency.Answer).ConfigureAwait(false);

        var instance = await service.StartAsync(
            new StartSettings(settings(this), MustListen: true, plan.Patience), cancellationToken).ConfigureAwait(false);
        try
        {
            await instance.WatchStartAsync(cancellationToken).ConfigureAwait(false);
            return instance;
        }
        catch
        {
            await instance.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

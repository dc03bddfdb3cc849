using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Grocery.Platform.Binding;
using Grocery.Platform.Reloads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform;

/// <summary>
/// Options that follow the configuration while the service runs. A reload that is invalid is logged and shown by the metric
/// <c>grocery.options.rejected</c> and the health check <c>options</c>, and the last valid values stay. The
/// <see cref="IOptionsMonitor{TOptions}"/> and <see cref="IOptionsSnapshot{TOptions}"/> of the class read the same.
/// Safe for concurrent use. <c>AddPlatformOptions</c> and <c>AddNamedPlatformOptions</c> register it.
/// </summary>
/// <typeparam name="TOptions">The options class.</typeparam>
public sealed class LiveOptions<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions> : IDisposable
    where TOptions : class
{
    private readonly OptionsDefinition _definition;
    private readonly IConfiguration _configuration;
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly RejectedOptions _rejected;
    private readonly SecretValues _secrets;
    private readonly Lazy<ILogger> _logger;
    private readonly IDisposable[] _reloads;

    // One reload at a time; who follows them may read a new name on another thread meanwhile.
    private readonly Lock _reloading = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, TOptions> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private readonly List<ReloadSubscription<TOptions>> _subscriptions = [];

    // Read without the lock; written under it. Null only while the constructor runs.
    private volatile TOptions? _value;

    internal LiveOptions(
        OptionsDefinition definition,
        IConfiguration configuration,
        IOptionsFactory<TOptions> factory,
        StartOptions<TOptions> start,
        IEnumerable<IOptionsChangeTokenSource<TOptions>> changes,
        OptionsValidation validation,
        RejectedOptions rejected,
        SecretValues secrets,
        Lazy<ILogger> logger)
    {
        validation.ThrowIfInvalid();
        (_definition, _configuration, _factory, _rejected, _secrets, _logger) = (definition, configuration, factory, rejected, secrets, logger);

        // Before anything is read: a reload in between would be lost.
        _reloads =
        [
            ChangeToken.OnChange(configuration.GetReloadToken, Reload),
            .. changes.Select(change => ChangeToken.OnChange(change.GetChangeToken, Reload)),
        ];
        try
        {
            Start(start);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the last valid options. Costs a read of one field.</summary>
    /// <value>Another instance after every valid reload of the configuration; never change it.</value>
    public TOptions Value => _value!;

    /// <summary>Gets the last valid options of one name; see <c>AddNamedPlatformOptions</c>.</summary>
    /// <param name="name">The name, such as that of a client; an empty one is <see cref="Value"/>. Each name that was asked for is kept.</param>
    /// <returns>
    /// Another instance after every valid reload of the configuration; never change it. For a name that was never valid, <see cref="Value"/>, which it
    /// follows.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    public TOptions Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        return name.Length == 0 ? Value : _named.TryGetValue(name, out var known) ? known : Add(name);
    }

    /// <summary>Calls a method after each reload of the configuration, when the options of every name are the new ones or the last valid ones.</summary>
    /// <param name="changed">What to call, one call at a time, on the thread that reloads. It must not block; what it throws is logged.</param>
    /// <returns>What ends the calls.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="changed"/> is <see langword="null"/>.</exception>
    public IDisposable OnReload(Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);

        return Subscribe(_ => changed());
    }

    /// <summary>Stops following the configuration; <see cref="Value"/> stays.</summary>
    public void Dispose() => Array.ForEach(_reloads, static reload => reload.Dispose());

    /// <summary>Calls a method for each instance that a reload renewed.</summary>
    internal IDisposable OnRenewed(Action<TOptions, string?> changed) => Subscribe(renewed =>
    {
        foreach (var (name, options) in renewed)
            changed(options, name);
    });

    // What a reload has put there meanwhile is newer.
    private void Start(StartOptions<TOptions> start)
    {
        var value = start.Create(Microsoft.Extensions.Options.Options.DefaultName);
        lock (_lock)
            _value ??= value;

        foreach (var name in _definition.ConfiguredNames(_configuration))
            _named.TryAdd(name, start.Create(name));
    }

    private ReloadSubscription<TOptions> Subscribe(Action<IReadOnlyList<KeyValuePair<string, TOptions>>> call)
    {
        var subscription = new ReloadSubscription<TOptions>(call, Unsubscribe);
        lock (_lock)
            _subscriptions.Add(subscription);

        return subscription;
    }

    private void Unsubscribe(ReloadSubscription<TOptions> subscription)
    {
        // Not during the calls of another thread: once this returns, there are no more.
        lock (_reloading)
        {
            lock (_lock)
                _subscriptions.Remove(subscription);
        }
    }

    private void Reload()
    {
        lock (_reloading)
        {
            KeyValuePair<string, TOptions>[] renewed;
            ReloadSubscription<TOptions>[] subscriptions;
            lock (_lock)
                (renewed, subscriptions) = (Renew(), [.. _subscriptions]);

            foreach (var subscription in subscriptions)
                subscription.Call(renewed, _definition.Section, _logger.Value);
        }
    }

    private KeyValuePair<string, TOptions>[] Renew()
    {
        List<KeyValuePair<string, TOptions>> renewed = [];
        var before = _value;
        if (Create(Microsoft.Extensions.Options.Options.DefaultName) is { } value)
        {
            _value = value;
            renewed.Add(new(Microsoft.Extensions.Options.Options.DefaultName, value));
        }

        foreach (var name in _named.Keys.Union(_definition.ConfiguredNames(_configuration), StringComparer.Ordinal))
        {
            if (Create(name) is { } named)
                renewed.Add(new(name, _named[name] = named));
            else if (_value is { } unnamed && StandIn(name, before, unnamed))
                renewed.Add(new(name, unnamed));
        }

        return [.. renewed];
    }

    /// <summary>Lets the unnamed instance stand for a name that was never valid.</summary>
    /// <returns>Whether it takes the place of the one before it.</returns>
    private bool StandIn(string name, TOptions? before, TOptions unnamed)
    {
        // An instance of its own is none of the unnamed ones.
        var known = _named.GetOrAdd(name, unnamed);
        return known != unnamed && known == before && _named.TryUpdate(name, unnamed, known);
    }

    private TOptions Add(string name)
    {
        // Under the lock also the insertion, or a reload in between would not know of the name.
        lock (_lock)
            return _named.TryGetValue(name, out var known) ? known : _named[name] = Create(name) ?? Value;
    }

    /// <returns><see langword="null"/> when the configuration is invalid, which has been reported.</returns>
    private TOptions? Create(string name)
    {
        var section = _definition.SectionOf(name);
        try
        {
            var options = _factory.Create(name);
            if (_problems.Remove(section) && _rejected.Remove(typeof(TOptions), section))
                Log.OptionsAccepted(_logger.Value, section);

            return options;
        }
        catch (OptionsValidationException exception)
        {
            Reject(section, string.Join(' ', exception.Failures));
        }
        catch (Exception exception)
        {
            // Of whatever the service configures its options with; it must not surface in the reload of the configuration.
            Reject(section, $"They could not be created: {exception.GetType()}.");
        }

        return null;
    }

    private void Reject(string section, string problems)
    {
        IConfigurationSection[] sections = [_configuration.GetSection(_definition.Section), _configuration.GetSection(section)];
        var masked = Masking.Mask(problems, sections, _secrets);
        _rejected.Add(typeof(TOptions), section);
        if (!_problems.TryGetValue(section, out var known) || known != masked)
            Log.OptionsRejected(_logger.Value, section, masked);

        _problems[section] = masked;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Grocery.Platform.Binding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform;

/// <summary>
/// Options that follow the configuration while the service runs. A reload that is invalid is logged and shown by the metric
/// <c>grocery.options.rejected</c>, and the last valid values stay; <see cref="IOptionsMonitor{TOptions}"/> would throw on every read.
/// Safe for concurrent use. <c>AddPlatformOptions</c> and <c>AddNamedPlatformOptions</c> register it.
/// </summary>
/// <typeparam name="TOptions">The options class.</typeparam>
public sealed class LiveOptions<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions> : IDisposable
    where TOptions : class
{
    private readonly OptionsDefinition _definition;
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly Lazy<ILogger> _logger;
    private readonly UpDownCounter<int> _rejected;
    private readonly IDisposable _reloads;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, TOptions> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private readonly List<Subscription> _subscriptions = [];

    // Read without the lock; written under it.
    private volatile TOptions _value;

    internal LiveOptions(
        OptionsDefinition definition,
        IConfiguration configuration,
        IOptionsFactory<TOptions> factory,
        OptionsValidation validation,
        IMeterFactory meters,
        Lazy<ILogger> logger)
    {
        validation.ThrowIfInvalid();
        (_definition, _factory, _logger) = (definition, factory, logger);
        _rejected = meters.Create("Grocery.Platform.Abstractions").CreateUpDownCounter<int>(
            "grocery.options.rejected", "{section}", "Sections whose configuration is invalid now, so that their last valid values stay.");
        _value = factory.Create(Microsoft.Extensions.Options.Options.DefaultName);
        _reloads = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>Gets the last valid options. Costs a read of one field.</summary>
    /// <value>Another instance after every reload of the configuration; never change it.</value>
    public TOptions Value => _value;

    /// <summary>Gets the last valid options of one name; see <c>AddNamedPlatformOptions</c>.</summary>
    /// <param name="name">The name, such as that of a client; an empty one is <see cref="Value"/>. Each name that was asked for is kept.</param>
    /// <returns>
    /// Another instance after every reload of the configuration; never change it. For a name that is first asked for while its
    /// configuration is invalid, <see cref="Value"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    public TOptions Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        return name.Length == 0 ? _value : _named.TryGetValue(name, out var known) ? known : Add(name);
    }

    /// <summary>Calls a method after each reload of the configuration, when the options of every name are the new ones or the last valid ones.</summary>
    /// <param name="changed">What to call, one call at a time, on the thread that reloads. It must not block; what it throws is logged.</param>
    /// <returns>What ends the calls.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="changed"/> is <see langword="null"/>.</exception>
    public IDisposable OnReload(Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);

        return new Subscription(this, changed);
    }

    /// <summary>Stops following the configuration; <see cref="Value"/> stays.</summary>
    public void Dispose() => _reloads.Dispose();

    private void Reload()
    {
        lock (_lock)
        {
            if (Create(Microsoft.Extensions.Options.Options.DefaultName) is { } value)
                _value = value;

            foreach (var (name, _) in _named)
            {
                if (Create(name) is { } named)
                    _named[name] = named;
            }

            foreach (var subscription in _subscriptions.ToArray())
                subscription.Call();
        }
    }

    private TOptions Add(string name)
    {
        // Under the lock also the insertion, or a reload in between would not know of the name.
        lock (_lock)
            return _named.TryGetValue(name, out var known) ? known : _named[name] = Create(name) ?? _value;
    }

    /// <returns><see langword="null"/> when the configuration is invalid, which has been reported.</returns>
    private TOptions? Create(string name)
    {
        var section = _definition.SectionOf(name);
        try
        {
            var options = _factory.Create(name);
            if (_problems.Remove(section))
                Count(-1, section);

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
        if (!_problems.TryGetValue(section, out var known))
            Count(1, section);

        if (known != problems)
            Log.OptionsRejected(_logger.Value, section, problems);

        _problems[section] = problems;
    }

    private void Count(int change, string section) => _rejected.Add(change, KeyValuePair.Create<string, object?>("grocery.options.section", section));

    private sealed class Subscription : IDisposable
    {
        private readonly LiveOptions<TOptions> _options;
        private readonly Action _changed;

        public Subscription(LiveOptions<TOptions> options, Action changed)
        {
            (_options, _changed) = (options, changed);
            lock (options._lock)
                options._subscriptions.Add(this);
        }

        public void Call()
        {
            try
            {
                _changed();
            }
            catch (Exception exception)
            {
                Log.OptionsReloadFailed(_options._logger.Value, _options._definition.Section, exception);
            }
        }

        public void Dispose()
        {
            lock (_options._lock)
                _options._subscriptions.Remove(this);
        }
    }
}

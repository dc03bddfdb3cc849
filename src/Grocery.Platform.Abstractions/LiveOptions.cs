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
/// Safe for concurrent use. <c>AddPlatformOptions</c> registers it.
/// </summary>
/// <typeparam name="TOptions">The options class.</typeparam>
public sealed class LiveOptions<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions> : IDisposable
    where TOptions : class
{
    private readonly string _section;
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly Lazy<ILogger> _logger;
    private readonly UpDownCounter<int> _rejected;
    private readonly IDisposable _reloads;
    private readonly Lock _lock = new();

    // Read without the lock; written under it.
    private volatile TOptions _value;
    private string? _problems;

    internal LiveOptions(
        string section,
        IConfiguration configuration,
        IOptionsFactory<TOptions> factory,
        OptionsValidation validation,
        IMeterFactory meters,
        Lazy<ILogger> logger)
    {
        validation.ThrowIfInvalid();
        (_section, _factory, _logger) = (section, factory, logger);
        _rejected = meters.Create("Grocery.Platform.Abstractions").CreateUpDownCounter<int>(
            "grocery.options.rejected", "{section}", "Sections whose configuration is invalid now, so that their last valid values stay.");
        _value = factory.Create(Microsoft.Extensions.Options.Options.DefaultName);
        _reloads = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>Gets the last valid options. Costs a read of one field.</summary>
    /// <value>Another instance after every reload of the configuration; never change it.</value>
    public TOptions Value => _value;

    /// <summary>Stops following the configuration; <see cref="Value"/> stays.</summary>
    public void Dispose() => _reloads.Dispose();

    private void Reload()
    {
        lock (_lock)
        {
            try
            {
                _value = _factory.Create(Microsoft.Extensions.Options.Options.DefaultName);
                Accept();
            }
            catch (OptionsValidationException exception)
            {
                Reject(string.Join(' ', exception.Failures));
            }
            catch (Exception exception)
            {
                // Of whatever the service configures its options with; it must not surface in the reload of the configuration.
                Reject($"They could not be created: {exception.GetType()}.");
            }
        }
    }

    private void Accept()
    {
        if (_problems is not null)
            Count(-1);

        _problems = null;
    }

    private void Reject(string problems)
    {
        if (_problems is null)
            Count(1);

        if (_problems != problems)
            Log.OptionsRejected(_logger.Value, _section, problems);

        _problems = problems;
    }

    private void Count(int change) => _rejected.Add(change, KeyValuePair.Create<string, object?>("grocery.options.section", _section));
}

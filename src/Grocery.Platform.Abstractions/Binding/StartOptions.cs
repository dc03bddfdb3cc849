using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Binding;

/// <summary>The instances of the start: created and validated once for all who read them, until a reload makes them old. Safe for concurrent use.</summary>
internal sealed class StartOptions<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions>(IOptionsFactory<TOptions> factory, IConfiguration configuration, IEnumerable<IOptionsChangeTokenSource<TOptions>> changes)
    : IOptions<TOptions>
    where TOptions : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TOptions> _created = new(StringComparer.Ordinal);

    // Taken before anything is created: a reload in between counts.
    private readonly IChangeToken[] _reloads = [configuration.GetReloadToken(), .. changes.Select(change => change.GetChangeToken())];
    private TOptions? _value;

    /// <summary>Gets the unnamed instance as it was when this was first read.</summary>
    public TOptions Value
    {
        get
        {
            if (Volatile.Read(ref _value) is { } value)
                return value;

            lock (_lock)
                return _value ??= Create(Microsoft.Extensions.Options.Options.DefaultName);
        }
    }

    /// <summary>Gets an instance that is as new as the configuration.</summary>
    /// <exception cref="OptionsValidationException">It is invalid.</exception>
    public TOptions Create(string name)
    {
        lock (_lock)
        {
            if (Array.Exists(_reloads, static reload => reload.HasChanged))
                return factory.Create(name);

            return _created.TryGetValue(name, out var known) ? known : _created[name] = factory.Create(name);
        }
    }
}

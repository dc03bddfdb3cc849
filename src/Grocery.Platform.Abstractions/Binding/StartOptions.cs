using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, TOptions> _created = new(StringComparer.Ordinal);

    // Taken before anything is created: a reload in between counts.
    private readonly IChangeToken[] _reloads = [configuration.GetReloadToken(), .. changes.Select(change => change.GetChangeToken())];
    private TOptions? _value;

    // A configuration puts a new token in the place of the old one before that tells of the reload.
    private bool IsReloaded =>
        !ReferenceEquals(configuration.GetReloadToken(), _reloads[0]) || Array.Exists(_reloads, static reload => reload.HasChanged);

    /// <summary>Gets the unnamed instance as it was when this was first read.</summary>
    // Without a lock, under which an invalid instance would wait for the validation of all, which may wait for this one.
    public TOptions Value =>
        Volatile.Read(ref _value) ?? Interlocked.CompareExchange(ref _value, Create(Microsoft.Extensions.Options.Options.DefaultName), null) ?? _value;

    /// <summary>Gets an instance that is as new as the configuration.</summary>
    /// <exception cref="OptionsValidationException">It is invalid.</exception>
    public TOptions Create(string name)
    {
        if (IsReloaded)
            return factory.Create(name);

        return _created.TryGetValue(name, out var known) ? known : _created.GetOrAdd(name, factory.Create(name));
    }
}

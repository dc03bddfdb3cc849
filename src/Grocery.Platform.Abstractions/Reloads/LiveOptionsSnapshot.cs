using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Reloads;

/// <summary>The live options as they were when one scope, such as a request, first read them.</summary>
internal sealed class LiveOptionsSnapshot<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions>(LiveOptions<TOptions> live) : IOptionsSnapshot<TOptions>
    where TOptions : class
{
    private ConcurrentDictionary<string, TOptions>? _named;
    private TOptions? _value;

    public TOptions Value => Volatile.Read(ref _value) ?? Interlocked.CompareExchange(ref _value, live.Value, null) ?? _value;

    public TOptions Get(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return Value;

        var named = LazyInitializer.EnsureInitialized(ref _named, static () => new(StringComparer.Ordinal));
        return named.GetOrAdd(name, static (key, live) => live.Get(key), live);
    }
}

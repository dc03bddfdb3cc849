using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Reloads;

/// <summary>The framework's way to read live options; unlike the framework's own monitor it never throws on a read.</summary>
internal sealed class LiveOptionsMonitor<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions>(LiveOptions<TOptions> live) : IOptionsMonitor<TOptions>
    where TOptions : class
{
    public TOptions CurrentValue => live.Value;

    public TOptions Get(string? name) => live.Get(name ?? Microsoft.Extensions.Options.Options.DefaultName);

    public IDisposable? OnChange(Action<TOptions, string?> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);

        return live.OnRenewed(listener);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>Takes objects apart that have properties marked by <see cref="SensitiveAttribute"/>, and masks these; leaves all others to Serilog.</summary>
internal sealed class SensitiveProperties : IDestructuringPolicy
{
    private readonly ConcurrentDictionary<Type, SensitiveType?> _types = new();
    private readonly ConcurrentDictionary<Type, bool> _holders = new();

    /// <summary>Says whether an object has a sensitive property or, being a list or a dictionary, holds such objects.</summary>
    public bool IsIn(object value) => _holders.GetOrAdd(value.GetType(), SensitiveType.IsIn);

    public bool TryDestructure(
        object value, ILogEventPropertyValueFactory propertyValueFactory, [NotNullWhen(true)] out LogEventPropertyValue? result)
    {
        result = _types.GetOrAdd(value.GetType(), SensitiveType.Find)?.Capture(value, propertyValueFactory);
        return result is not null;
    }
}

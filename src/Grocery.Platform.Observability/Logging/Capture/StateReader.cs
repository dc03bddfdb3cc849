using System.Runtime.CompilerServices;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>Reads the properties of the states of log calls, of one type.</summary>
/// <typeparam name="TState">The type of the states.</typeparam>
internal abstract class StateReader<TState>
{
    /// <summary>The reader; <see langword="null"/> when the states have no properties in a list.</summary>
    public static readonly StateReader<TState>? Instance = Create();

    public abstract int Count(ref TState state);

    public abstract KeyValuePair<string, object?> Get(ref TState state, int index);

    private static StateReader<TState>? Create()
    {
        if (!typeof(IReadOnlyList<KeyValuePair<string, object?>>).IsAssignableFrom(typeof(TState)))
            return null;

        // The states of generated log methods are structs: boxed, each line would cost its state's size.
        return typeof(TState).IsValueType && RuntimeFeature.IsDynamicCodeSupported
            ? (StateReader<TState>?)Activator.CreateInstance(typeof(UnboxedStateReader<>).MakeGenericType(typeof(TState)))
            : new BoxedStateReader<TState>();
    }
}

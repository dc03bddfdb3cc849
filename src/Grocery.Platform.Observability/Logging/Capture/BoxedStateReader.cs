namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>Reads states that are objects, or that have to become such.</summary>
/// <typeparam name="TState">The type of the states.</typeparam>
internal sealed class BoxedStateReader<TState> : StateReader<TState>
{
    public override int Count(ref TState state) => List(state).Count;

    public override KeyValuePair<string, object?> Get(ref TState state, int index) => List(state)[index];

    private static IReadOnlyList<KeyValuePair<string, object?>> List(TState state) => (IReadOnlyList<KeyValuePair<string, object?>>)state!;
}

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>Reads states that are structs, in their place.</summary>
/// <typeparam name="TState">The type of the states.</typeparam>
internal sealed class UnboxedStateReader<TState> : StateReader<TState>
    where TState : IReadOnlyList<KeyValuePair<string, object?>>
{
    public override int Count(ref TState state) => state.Count;

    public override KeyValuePair<string, object?> Get(ref TState state, int index) => state[index];
}

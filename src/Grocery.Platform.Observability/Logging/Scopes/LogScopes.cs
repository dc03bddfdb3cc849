using Grocery.Platform.Observability.Logging.Buffering;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Scopes;

/// <summary>
/// The scopes of the logger factory. Takes the place of the framework's own provider, so that the lines of a request are kept with the scope
/// that ASP.NET Core begins for it anyway: a second ambient value would cost each request more than all that is kept in it.
/// </summary>
internal sealed class LogScopes : IExternalScopeProvider
{
    // Internal to ASP.NET Core; with a version that has none, each request costs a scope of ours, and its line says path and id twice.
    private static readonly Type? ScopeOfRequest =
        Type.GetType("Microsoft.AspNetCore.Hosting.HostingApplicationDiagnostics+Log+HostingLogScope, Microsoft.AspNetCore.Hosting");

    private static readonly AsyncLocal<LogScope?> Ambient = new();

    private static int _requests;

    /// <summary>Gets a value indicating whether lines are kept for the request that the current code serves.</summary>
    public static bool KeepsLines => Volatile.Read(ref _requests) > 0 && Current is { KeepsLines: true };

    public static LogScope? Current
    {
        get
        {
            var scope = Ambient.Value;
            while (scope is { IsEnded: true })
                scope = scope.Parent;
            return scope;
        }
        set => Ambient.Value = value;
    }

    /// <summary>Has the lines of the current request kept.</summary>
    /// <returns>The scope of the request.</returns>
    public static LogScope KeepLines(RequestLogMemory memory)
    {
        // Only the scope of the request is its own; without one, the innermost may be that of the connection.
        if (Current is not { } scope || !IsOfRequest(scope))
            Current = scope = new LogScope(null, Current);

        scope.KeepLines(memory);
        Interlocked.Increment(ref _requests);
        return scope;
    }

    /// <summary>Ends what <see cref="KeepLines"/> began.</summary>
    /// <returns>The lines that were kept, if there are any.</returns>
    public static RequestLog? TakeLines(LogScope request)
    {
        Interlocked.Decrement(ref _requests);
        return request.TakeLines();
    }

    /// <summary>Says whether a scope is the one that ASP.NET Core begins for a request, with its id and path.</summary>
    public static bool IsOfRequest(LogScope scope) => scope.State is { } state && state.GetType() == ScopeOfRequest;

    public IDisposable Push(object? state) => Current = new LogScope(state, Current);

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state) => Visit(Current, callback, state);

    private static void Visit<TState>(LogScope? scope, Action<object?, TState> callback, TState state)
    {
        if (scope is null)
            return;

        Visit(scope.Parent, callback, state);
        if (scope is { State: not null, IsEnded: false })
            callback(scope.State, state);
    }
}

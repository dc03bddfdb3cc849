using System.Collections.Concurrent;
using System.Security.Claims;
using Grocery.Platform.Config.Flags.Evaluation;
using Grocery.Platform.Config.Flags.Rules;
using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Config.Flags.Requests;

/// <summary>
/// What stays the same within a request, or within a scope of services that has a snapshot of the flags: the definitions, the time, the place
/// of who is not known, and what filters of the service said. Safe for concurrent use.
/// </summary>
/// <param name="live">The flags; there may be several hosts in a process.</param>
/// <param name="context">The request; <see langword="null"/> for a scope without one.</param>
internal sealed class FlagScope(LiveFlags live, HttpContext? context)
{
    // A WebSocket or a stream may last for days, and must see a change at last.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly AsyncLocal<FlagScope?> Ambient = new();

    private readonly Lock _lock = new();
    private ConcurrentDictionary<(string Flag, Type Answer, ClaimsPrincipal? User), object>? _answers;
    private volatile HttpContext? _context = context;
    private volatile FlagSet? _set;
    private volatile bool _hasEnded;
    private volatile RequestUser? _user;
    private long _pinnedAt;
    private long _now;
    private ulong _trace;
    private ToldFlags _told;

    /// <summary>Gets the scope of the request that is being served; <see langword="null"/> outside, and in work that outlives its request.</summary>
    public static FlagScope? Current => Ambient.Value is { _hasEnded: false } scope ? scope : null;

    public HttpContext? Request => _context;

    public RequestUser? User
    {
        get => _user;
        set => _user = value;
    }

    /// <summary>Gets the scope of the request that is being served, if it is one of this host.</summary>
    public static FlagScope? CurrentOf(LiveFlags live) => Current is { } scope && scope.IsOf(live) ? scope : null;

    /// <summary>Starts the scope of a request, for all that is called from here.</summary>
    public static FlagScope Begin(LiveFlags live, HttpContext context)
    {
        var scope = new FlagScope(live, context);
        Ambient.Value = scope;
        return scope;
    }

    public void End()
    {
        _hasEnded = true;
        _context = null;
    }

    /// <summary>Gets the flags as they were when the scope first asked.</summary>
    public FlagSet Pin()
    {
        var set = _set;
        return ReferenceEquals(set, live.Current) ? set : PinAgain(set);
    }

    /// <summary>Gets the time at which the scope first asked for it.</summary>
    public DateTimeOffset GetNow()
    {
        var now = live.Time.GetUtcNow();
        var pinned = Volatile.Read(ref _now);
        if (pinned == 0 || (_context is not null && now.UtcTicks - pinned > Longest.Ticks))
            pinned = Interlocked.CompareExchange(ref _now, now.UtcTicks, pinned) == pinned ? now.UtcTicks : Volatile.Read(ref _now);

        return new DateTimeOffset(pinned, TimeSpan.Zero);
    }

    /// <summary>Gets the number of the trace, or one that stays with the scope when there is none.</summary>
    public ulong GetTrace()
    {
        var trace = Volatile.Read(ref _trace);
        if (trace != 0)
            return trace;

        Interlocked.CompareExchange(ref _trace, TracePlace.ReadSeed(), 0);
        return Volatile.Read(ref _trace);
    }

    /// <summary>Says whether the span of the request has not been told of a flag yet, and takes note of it.</summary>
    public bool IsFirst(int flag) => _told.IsFirst(flag);

    /// <summary>Remembers what Microsoft's evaluation said of a flag for the user of now, unless it failed. Who no longer waits ends it for nobody else.</summary>
    public async Task<T> RememberAsync<T>(string flag, Func<Task<T>> evaluate, CancellationToken cancellationToken)
    {
        var answers = Volatile.Read(ref _answers) ?? Interlocked.CompareExchange(ref _answers, new(), null) ?? _answers;
        var key = (flag, typeof(T), _context?.User);

        // Lazy keeps what is thrown; a task of its own makes that a failed answer.
        var answer = (Lazy<Task<T>>)answers.GetOrAdd(
            key, static (_, evaluate) => new Lazy<Task<T>>(async () => await evaluate().ConfigureAwait(false)), evaluate);
        var task = answer.Value;
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (task.IsFaulted || task.IsCanceled)
        {
            answers.TryRemove(KeyValuePair.Create(key, (object)answer));
            throw;
        }
    }

    private bool IsOf(LiveFlags other) => ReferenceEquals(live, other);

    private FlagSet PinAgain(FlagSet? pinned)
    {
        lock (_lock)
        {
            // Somebody else may have been here first.
            if (_set is { } set && (_context is null || !ReferenceEquals(set, pinned) || live.Time.GetElapsedTime(_pinnedAt) <= Longest))
                return set;

            _pinnedAt = live.Time.GetTimestamp();
            _answers?.Clear();
            return _set = live.Current;
        }
    }
}

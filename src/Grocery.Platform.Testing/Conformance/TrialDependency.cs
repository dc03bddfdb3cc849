using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>
/// The faulty dependency behind the service under test, as each check has it for itself: the calls are those since the check told it how to be.
/// Calls of health checks are answered well, and not counted.
/// </summary>
internal sealed class TrialDependency : IAsyncDisposable
{
    private readonly FaultyDependency _server;
    private int _earlier;

    private TrialDependency(FaultyDependency server) => _server = server;

    public Uri Address => _server.Address;

    public IReadOnlyList<ReceivedRequest> Calls => [.. _server.Calls.Skip(_earlier).Where(IsOfCheck)];

    public static async Task<TrialDependency> StartAsync(string answer)
    {
        var server = await FaultyDependency.StartAsync().ConfigureAwait(false);
        server.Answer(answer);
        return new TrialDependency(server);
    }

    public void BeWell()
    {
        _server.Heal();
        _earlier = _server.Calls.Count;
    }

    public void BeUnavailable(int times = int.MaxValue, TimeSpan? retryAfter = null)
    {
        BeWell();
        _server.Fail(StatusCodes.Status503ServiceUnavailable, times, retryAfter, IsOfCheck);
    }

    public void Hang()
    {
        BeWell();
        _server.Hang(when: IsOfCheck);
    }

    public void CutConnections()
    {
        BeWell();
        _server.Reset(when: IsOfCheck);
    }

    /// <summary>Holds calls until the result is disposed of.</summary>
    public IDisposable Hold()
    {
        BeWell();
        return _server.Hold(when: IsOfCheck);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static bool IsOfCheck(ReceivedRequest request) => !request.Path.Contains("health", StringComparison.OrdinalIgnoreCase);
}

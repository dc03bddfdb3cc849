using System.Diagnostics;
using Grocery.Platform.Config.Refresh;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grocery.Platform.Config.Postgres;

/// <summary>
/// Looks for a password that works when the server refuses the one in use: reads the configuration again, then the other versions of the
/// secret. All logins that wait share one search, and after one that found nothing there is a pause, which grows while that stays so.
/// </summary>
internal sealed class PasswordSearch(PostgresName name, string? user, PasswordProof proof, PostgresParts parts, ILogger logger)
{
    private const string Configured = "the configuration";
    private static readonly ActivitySource Source = new(ConfigMetrics.MeterName);
    private const double Jitter = 0.25;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Random _random =
        InstanceRandom.Create(parts.Identity?.Instance ?? $"{Environment.MachineName}-{Environment.ProcessId}");

    private readonly Lock _lock = new();
    private Task<FoundPassword?> _running = Task.FromResult<FoundPassword?>(null);
    private Refusal? _refusal;

    /// <summary>Gets the time since which no password works.</summary>
    public DateTimeOffset? RefusedSince => Volatile.Read(ref _refusal)?.Since;

    /// <summary>Says whether a search that began with a password has found nothing a moment ago.</summary>
    public bool HasJustRefused(string password) =>
        Volatile.Read(ref _refusal) is { } refusal && refusal.Password == password && parts.Time.GetUtcNow() < refusal.PausedUntil;

    /// <summary>Notes that a password works.</summary>
    public void End()
    {
        if (Volatile.Read(ref _refusal) is not null && Interlocked.Exchange(ref _refusal, null) is not null)
            Log.PostgresLoginWorksAgain(logger, name.Name);
    }

    /// <summary>Searches, or joins the search that runs.</summary>
    /// <param name="refused">The password that was refused.</param>
    /// <param name="worked">The last one that worked.</param>
    public Task<FoundPassword?> FindAsync(string refused, string? worked)
    {
        lock (_lock)
        {
            if (_running.IsCompleted)
                _running = HasJustRefused(refused) ? Task.FromResult<FoundPassword?>(null) : Task.Run(() => SearchAsync(refused, worked));

            return _running;
        }
    }

    /// <summary>Finds what the secret has for the user of the data source, without trying it: the present password when a version still has it,
    /// or else the current version first.</summary>
    public async Task<FoundPassword?> FindForUserAsync(string? present)
    {
        if (Current() is { } current)
            return current;

        var versions = await ReadStagesAsync().ConfigureAwait(false);
        return versions.FirstOrDefault(version => version.Password == present) ?? (versions is [var first, ..] ? first : null);
    }

    private async Task<FoundPassword?> SearchAsync(string refused, string? worked)
    {
        using var activity = Source.StartActivity("postgres password search");
        if (RefusedSince is null)
            Log.PostgresPasswordRefused(logger, name.Name);

        var tried = new HashSet<string>(StringComparer.Ordinal) { refused };
        await RefreshAsync().ConfigureAwait(false);
        var (result, found) = await TryAllAsync(tried, worked).ConfigureAwait(false);
        if (result == ProofResult.Works)
            End();
        if (result != ProofResult.Refused)
            return found;

        var now = parts.Time.GetUtcNow();
        if (RefusedSince is null)
            Log.PostgresNoPasswordWorks(logger, name.Name);

        var pause = Volatile.Read(ref _refusal) is { } before ? Longer(before.Pause) : FirstPause;
        var jittered = pause * (1 - Jitter + (2 * Jitter * _random.NextDouble()));
        Volatile.Write(ref _refusal, new Refusal(refused, RefusedSince ?? now, pause, now + jittered));
        return null;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <returns>The password, when one works; that the server refuses all, or that it came to no decision.</returns>
    private async Task<(ProofResult Result, FoundPassword? Found)> TryAllAsync(HashSet<string> tried, string? worked)
    {
        await foreach (var candidate in CandidatesAsync(worked).ConfigureAwait(false))
        {
            if (!tried.Add(candidate.Password))
                continue;

            parts.Secrets.Add(candidate.Password);
            var result = await proof.TryAsync(candidate.Password).ConfigureAwait(false);
            if (result != ProofResult.Refused)
                return (result, result == ProofResult.Works ? candidate : null);
        }

        return (ProofResult.Refused, null);
    }

    private async IAsyncEnumerable<FoundPassword> CandidatesAsync(string? worked)
    {
        if (Current() is { } current)
            yield return current;

        foreach (var version in await ReadStagesAsync().ConfigureAwait(false))
            yield return version;

        // The configuration may be ahead of the server.
        if (worked is not null)
            yield return new FoundPassword(worked, "the one before it");
    }

    private async Task RefreshAsync()
    {
        if (parts.Refresher is not { } refresher)
            return;

        try
        {
            using var patience = new CancellationTokenSource(Patience, parts.Time);
            await refresher.RefreshAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // What there is must do.
            var type = exception.GetType().ToString();
            Log.PostgresSecretNotRead(logger, name.Name, type);
        }
    }

    private FoundPassword? Current() => Match(PostgresSettings.TryRead(parts.Configuration, name.Key), Configured);

    private async Task<IReadOnlyList<FoundPassword>> ReadStagesAsync()
    {
        if (parts.Stages is not { } stages || PostgresSettings.IsPasswordOverSecret(parts.Configuration, name.Key))
            return [];

        try
        {
            using var patience = new CancellationTokenSource(Patience, parts.Time);
            var versions = await stages.ReadAsync(name.Key, patience.Token).ConfigureAwait(false);
            return [.. versions
                .Select(version => Match(PostgresSettings.TryRead(parts.Configuration, name.Key, version), "another version of the secret"))
                .OfType<FoundPassword>()];
        }
        catch (Exception exception)
        {
            // Whatever AWS says, the login must not fail by it.
            var type = exception.GetType().ToString();
            Log.PostgresSecretNotRead(logger, name.Name, type);
            return [];
        }
    }

    private FoundPassword? Match(NpgsqlConnectionStringBuilder? settings, string origin) =>
        settings is { Password: { Length: > 0 } password } && settings.Username == user ? new FoundPassword(password, origin) : null;

    private sealed record Refusal(string Password, DateTimeOffset Since, TimeSpan Pause, DateTimeOffset PausedUntil)
    {
        public override string ToString() => nameof(Refusal);
    }
}

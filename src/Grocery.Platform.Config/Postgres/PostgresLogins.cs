using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grocery.Platform.Config.Postgres;

/// <summary>
/// Finds the password for each login of one data source. Nothing can repeat a login that was refused, so a password is tried before it is
/// given. Safe for concurrent use.
/// </summary>
internal sealed class PostgresLogins
{
    private readonly PostgresName _name;
    private readonly PostgresParts _parts;
    private readonly PasswordProof _proof;
    private readonly PasswordSearch _search;
    private readonly ILogger _logger;
    private readonly string? _user;
    private readonly Lock _lock = new();
    private int _generation;
    private string? _configured;
    private volatile string? _password;
    private volatile string? _worked;
    private volatile bool _isUserGone;

    public PostgresLogins(PostgresName name, NpgsqlConnectionStringBuilder settings, PasswordProof proof, PostgresParts parts)
    {
        (_name, _parts, _proof) = (name, parts, proof);
        _logger = parts.Loggers.CreateLogger<PostgresLogins>();
        _search = new PasswordSearch(name, settings.Username, proof, parts, _logger);
        _user = settings.Username;
        _configured = _password = settings.Password is { Length: > 0 } password ? password : null;
        Register(_password);
    }

    /// <summary>Is raised when new logins go over to another password.</summary>
    public event Action? PasswordChanged;

    /// <summary>Gets a value indicating whether the configuration has another user, and no version of the secret a password for that of the data source.</summary>
    public bool IsUserGone => _isUserGone;

    /// <summary>Gets the time since which no password works; <see langword="null"/> when one does.</summary>
    public DateTimeOffset? RefusedSince => _search.RefusedSince;

    /// <summary>Finds a password that works, or else the one to be refused with.</summary>
    /// <param name="bound">After which time the login gets the password as it is.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    /// <returns><see langword="null"/> when no password is configured, so that Npgsql looks for one in its own way.</returns>
    public async Task<string?> FindPasswordAsync(TimeSpan bound, CancellationToken cancellationToken)
    {
        var password = _password;
        if (password is null || _search.HasJustRefused(password))
            return password;

        using var ended = new CancellationTokenSource(bound, _parts.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, cancellationToken);
        try
        {
            var (found, _) = await FindAsync().WaitAsync(stop.Token).ConfigureAwait(false);
            return found;
        }
        catch (OperationCanceledException)
        {
            // Npgsql notices itself, and says so in its own words.
            return password;
        }
    }

    /// <summary>Says whether a login works now; looks for a password that does.</summary>
    public async Task<bool> IsWorkingAsync() => _password is not null && (await FindAsync().ConfigureAwait(false)).IsProven;

    /// <summary>Takes a changed password from the configuration.</summary>
    public void Reload()
    {
        // One that cannot be read is told by the validation of the options.
        if (PostgresSettings.TryRead(_parts.Configuration, _name.Key) is not { } settings)
            return;

        var isOther = settings.Username != _user;
        int generation;
        lock (_lock)
        {
            generation = ++_generation;
            _isUserGone &= isOther;
        }

        if (isOther)
        {
            _ = Task.Run(() => FollowUserAsync(generation));
            return;
        }

        lock (_lock)
        {
            if (settings.Password == _configured || string.IsNullOrEmpty(settings.Password))
                return;

            _configured = settings.Password;
        }

        Use(settings.Password, "the configuration");
    }

    private async Task<(string Password, bool IsProven)> FindAsync()
    {
        string password;
        ProofResult result;
        do
        {
            password = _password!;
            result = await _proof.TryAsync(password).ConfigureAwait(false);
        }
        while (result == ProofResult.Refused && password != _password);

        if (result == ProofResult.Works)
        {
            _search.End();
            return (_worked = password, true);
        }

        if (result == ProofResult.Unknown || await _search.FindAsync(password, _worked).ConfigureAwait(false) is not { } found)
            return (password, false);

        _worked = found.Password;
        Use(found.Password, found.Origin);
        return (found.Password, true);
    }

    private void Use(string password, string origin, int? generation = null)
    {
        lock (_lock)
        {
            if (password == _password || (generation is not null && generation != _generation))
                return;

            _password = password;
        }

        Register(password);
        _parts.Metrics.CountChange(_name.Name);
        Log.PostgresPasswordChanged(_logger, _name.Name, origin);
        PasswordChanged?.Invoke();
    }

    private async Task FollowUserAsync(int generation)
    {
        var found = await _search.FindForUserAsync(_password).ConfigureAwait(false);
        lock (_lock)
        {
            // A later reload knows better.
            if (generation != _generation)
                return;

            var wasGone = _isUserGone;
            _isUserGone = found is null;
            if (found is null && wasGone)
                return;
        }

        if (found is not null)
        {
            Use(found.Password, found.Origin, generation);
            return;
        }

        Log.PostgresUserGone(_logger, _name.Name);
    }

    private void Register(string? password)
    {
        if (password is not null)
            _parts.Secrets.Add(password);
    }
}

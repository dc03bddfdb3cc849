using System.Globalization;
using System.Security.Cryptography;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Postgres;

/// <summary>
/// A PostgreSQL server of our own: in a folder of its own, on a free loopback port, with a password that nobody sees, and without
/// the care for a power cut that a server with lasting data takes (a killed server loses nothing). Disposing of it deletes everything.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const int StartAttempts = 3;

    // Five services with a pool of twenty each, twice during a deployment, and the logins that try passwords.
    private const int MaxConnections = 300;
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly string _password = NewPassword();
    private ChildProcess? _server;

    private PrivatePostgres(PostgresBinaries binaries, string folder, string logFile)
    {
        _binaries = binaries;
        _folder = folder;
        LogFile = logFile;
    }

    public string LogFile { get; }

    public int Port { get; private set; }

    /// <summary>Gets the connection string of the superuser.</summary>
    public string ConnectionString => ConnectionStringOf("postgres", Superuser, _password);

    internal ChildProcess Server => _server ?? throw new InvalidOperationException("The server is not running.");

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Starts a server in a new temporary folder.</summary>
    /// <exception cref="ShopException">PostgreSQL is not installed, or does not start.</exception>
    public static Task<PrivatePostgres> StartAsync(CancellationToken cancellationToken = default)
    {
        var binaries = PostgresBinaries.Find()
            ?? throw new ShopException($"The programs of PostgreSQL were not found. {PostgresBinaries.HowToInstall}");
        var folder = TemporaryFolder.Create("grocery-postgres-");
        return StartAsync(binaries, folder, Path.Combine(folder, "postgres.log"), cancellationToken);
    }

    /// <summary>Creates a database with a role of its own, which owns it and can do nothing else.</summary>
    /// <returns>The connection string of that role.</returns>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        var password = NewPassword();
        await ExecuteAsync(
            $"""
            CREATE ROLE "{name}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '{password}';
            CREATE DATABASE "{name}" OWNER "{name}";
            REVOKE ALL ON DATABASE "{name}" FROM PUBLIC;
            """,
            cancellationToken: cancellationToken);
        return ConnectionStringOf(name, name, password);
    }

    /// <summary>Runs statements as the superuser.</summary>
    /// <returns>The rows, a line each, with columns separated by <c>|</c>.</returns>
    /// <exception cref="ShopException">A statement failed.</exception>
    public Task<string> ExecuteAsync(string sql, string database = "postgres", CancellationToken cancellationToken = default) =>
        ExecuteAsync(sql, database, Superuser, _password, cancellationToken);

    /// <summary>Stops the server by a fast shutdown, which ends the sessions; data and port stay for <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync() => _server?.StopAsync(StopBound) ?? Task.CompletedTask;

    /// <summary>Kills the server as a crash would; data and port stay for <see cref="StartAgainAsync"/>.</summary>
    public Task KillAsync() => Server.KillAsync();

    /// <summary>Starts a stopped or killed server again, with the same data on the same port.</summary>
    /// <exception cref="ShopException">It does not start.</exception>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (_server is { HasExited: false })
            throw new InvalidOperationException("The server is running.");

        if (!await TryRunAsync(cancellationToken))
            throw new ShopException(Server.DescribeEnd());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _server?.Dispose();
        TemporaryFolder.Delete(_folder);
    }

    internal static async Task<PrivatePostgres> StartAsync(
        PostgresBinaries binaries, string folder, string logFile, CancellationToken cancellationToken)
    {
        TemporaryFolder.LetOthersEnter(folder);
        var postgres = new PrivatePostgres(binaries, folder, logFile);
        try
        {
            await postgres.InitializeAsync(cancellationToken);
            await postgres.RunOnFreePortAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs statements as a role.</summary>
    /// <exception cref="ShopException">The server refused the login, or a statement failed.</exception>
    internal Task<string> ExecuteAsync(string sql, string database, string user, string password, CancellationToken cancellationToken) => Tools.RunAsync(
        [
            _binaries.Psql, "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--host=127.0.0.1",
            $"--port={Port}", $"--username={user}", $"--dbname={database}",
        ],
        input: sql,
        environment: new Dictionary<string, string> { ["PGPASSWORD"] = password },
        cancellationToken: cancellationToken);

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32);

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(_folder, "password");
        Directory.CreateDirectory(DataFolder);
        await TemporaryFolder.WritePrivateAsync(passwordFile, _password, cancellationToken);
        await Launch.GiveAwayAsync(DataFolder, cancellationToken);
        await Launch.GiveAwayAsync(passwordFile, cancellationToken);
        await Tools.RunAsync(
            [
                .. Launch.AsUnprivileged(), _binaries.Initdb, $"--pgdata={DataFolder}", $"--username={Superuser}", "--auth=scram-sha-256",
                $"--pwfile={passwordFile}", "--encoding=UTF8", "--no-locale", "--no-sync",
            ],
            folder: DataFolder,
            cancellationToken: cancellationToken);
        File.Delete(passwordFile);
    }

    private async Task RunOnFreePortAsync(CancellationToken cancellationToken)
    {
        // Between finding a free port and opening it, somebody else can take it.
        for (var attempt = 1; ; attempt++)
        {
            Port = PortOwner.FindFree();
            if (await TryRunAsync(cancellationToken))
                return;

            if (attempt == StartAttempts)
                throw new ShopException(Server.DescribeEnd());
        }
    }

    private async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        _server?.Dispose();
        _server = await ChildProcess.StartAsync(new ChildCommand(
            "postgres",
            [
                _binaries.Postgres, "-D", DataFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
                "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", $"max_connections={MaxConnections}",
            ],
            DataFolder,
            LogFile,
            Signals.Interrupt)
        { Unprivileged = true });

        using var bound = new CancellationTokenSource(StartBound, TimeProvider.System);
        while (!IsReady())
        {
            if (_server.HasExited)
                return false;

            if (bound.IsCancellationRequested)
                throw new ShopException($"PostgreSQL was not ready within {StartBound}; see {LogFile}.");

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return true;
    }

    // As pg_ctl does: the first line is the process, the eighth its state. A crash leaves the file of the former process.
    private bool IsReady()
    {
        var file = Path.Combine(DataFolder, "postmaster.pid");
        string[] lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        return lines.Length >= 8
            && lines[0].Trim() == Server.Id.ToString(CultureInfo.InvariantCulture)
            && lines[7].Trim() == "ready";
    }

    private string ConnectionStringOf(string database, string user, string password) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={user};Password={password}";
}

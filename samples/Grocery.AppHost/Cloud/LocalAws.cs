using Grocery.AppHost.Balancing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.Testing.Processes;

namespace Grocery.AppHost.Cloud;

/// <summary>AWS on this machine, as far as the services read their configuration from it; it can be out of reach.</summary>
internal sealed class LocalAws : IAsyncDisposable
{
    public const string EnvironmentName = "local";
    public const string FlagsApplication = "grocery-shop";
    public const string FlagsProfile = "flags";

    private const string Root = "grocery";
    private static readonly TimeSpan CallsKept = TimeSpan.FromMinutes(1);

    private readonly AwsEndpoint _endpoint;
    private readonly TcpBalancer _way = TcpBalancer.Start(FreePort.Next());
    private readonly PeriodicTimer _forgetting = new(CallsKept, TimeProvider.System);
    private readonly Task _forgotten;

    private LocalAws(AwsEndpoint endpoint, TimeSpan tokenLifetime)
    {
        _endpoint = endpoint;
        _way.Add(endpoint.Address.Port);

        // AppConfig asks for a minute; a person who flips a flag wants to see what it does.
        endpoint.Configurations.PollIntervalInSeconds = 0;
        _forgotten = ForgetCallsAsync();
        Identity = new SigningKeys(endpoint.Secrets, tokenLifetime, TimeProvider.System);
        Flags = new FeatureFlags(endpoint.Configurations);
    }

    public AwsSecretStore Secrets => _endpoint.Secrets;

    public SigningKeys Identity { get; }

    public FeatureFlags Flags { get; }

    /// <summary>Gets or sets a value indicating whether the services can reach it.</summary>
    public bool IsReachable
    {
        get;
        set
        {
            field = value;
            if (value)
            {
                _way.Allow();
                return;
            }

            _way.Refuse();
            _way.Cut();
        }
    } = true;

    /// <summary>Gets what a process needs to find it, without anything of the AWS that this machine may know otherwise.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(NothingElse)
    {
        ["AWS_REGION"] = AwsEndpoint.Region,
        ["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{_way.Port}",
        ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,
    };

    /// <param name="tokenLifetime">For how long the services let a user's token be good.</param>
    public static async Task<LocalAws> StartAsync(TimeSpan tokenLifetime) => new(await AwsEndpoint.StartAsync(), tokenLifetime);

    /// <summary>Puts a parameter that becomes a configuration key of one service, or of all where none is named.</summary>
    public void PutParameter(string? service, string key, string value) => _endpoint.Parameters.Put(PathOf(service, key), value);

    public void RemoveParameter(string? service, string key) => _endpoint.Parameters.Delete(PathOf(service, key));

    public async ValueTask DisposeAsync()
    {
        _forgetting.Dispose();
        await _forgotten;
        await _way.DisposeAsync();
        await _endpoint.DisposeAsync();
    }

    private static IEnumerable<KeyValuePair<string, string?>> NothingElse => System.Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal))
        .Select(name => KeyValuePair.Create(name, (string?)null));

    private static string PathOf(string? service, string key) =>
        $"/{Root}/{EnvironmentName}/{service ?? "shared"}/{key.Replace(':', '/')}";

    // It remembers every call for tests; a shop can be open for days.
    private async Task ForgetCallsAsync()
    {
        while (await _forgetting.WaitForNextTickAsync())
            _endpoint.ForgetCalls();
    }
}

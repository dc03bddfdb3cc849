namespace Grocery.Platform.Config.Aws;

/// <summary>One client for each AWS service, made when it is first needed and kept as long as the host. Safe for concurrent use.</summary>
internal sealed class AwsClients(AwsConnection connection) : IDisposable
{
    private const int LargestDocument = 16 * 1024 * 1024;

    private readonly Slot _parameterStore = new(AwsService.ParameterStore, connection);
    private readonly Slot _secretsManager = new(AwsService.SecretsManager, connection);
    private readonly Slot _appConfig = new(AwsService.AppConfig, connection);
    private readonly Lazy<HttpClient> _agent = new(CreateAgentClient);

    /// <exception cref="AwsSetupException">The settings of the process do not fit.</exception>
    public AwsClient ParameterStore => _parameterStore.Get();

    /// <inheritdoc cref="ParameterStore"/>
    public AwsClient SecretsManager => _secretsManager.Get();

    /// <inheritdoc cref="ParameterStore"/>
    public AwsClient AppConfig => _appConfig.Get();

    /// <summary>Gets the client for AppConfig's agent beside the service, which needs no signature, proxy or pipeline.</summary>
    public HttpClient Agent => _agent.Value;

    /// <summary>Gets the clock by which is waited.</summary>
    public TimeProvider Time => connection.Time;

    /// <summary>Gets what the ARN of something in a service starts with, for messages. Never waits for a client.</summary>
    public string ArnPrefixOf(AwsService service) => Find(service).Made?.ArnPrefix ?? $"arn:aws:{service.SigningName}:<region>:<account>:";

    /// <summary>Gets the address of a service, for messages. Never waits for a client.</summary>
    public string AddressOf(AwsService service) => Find(service).Made?.Address ?? $"{service.Host} in the Region of the process";

    public void Dispose()
    {
        foreach (var slot in (Slot[])[_parameterStore, _secretsManager, _appConfig])
            slot.Made?.Dispose();
        if (_agent.IsValueCreated)
            _agent.Value.Dispose();
    }

    private static HttpClient CreateAgentClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = AwsClientConfig.LongestConnect })
        {
            Timeout = AwsClientConfig.LongestAttempt,
            MaxResponseContentBufferSize = LargestDocument,
        };

    private Slot Find(AwsService service) =>
        service == AwsService.ParameterStore ? _parameterStore : service == AwsService.SecretsManager ? _secretsManager : _appConfig;

    // Not a Lazy: one that cannot be made, for want of a Region, is tried again at the next read, and who reads at the same time waits for it.
    private sealed class Slot(AwsService service, AwsConnection connection)
    {
        private readonly Lock _lock = new();
        private volatile AwsClient? _made;

        public AwsClient? Made => _made;

        public AwsClient Get()
        {
            if (_made is { } made)
                return made;

            lock (_lock)
                return _made ??= new AwsClient(service, connection);
        }
    }
}

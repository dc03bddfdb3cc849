using System.Text.RegularExpressions;
using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Testing;

/// <summary>
/// AWS Systems Manager Parameter Store on a loopback port: it speaks as AWS does on the wire, checks every signature, and fails as tests tell it
/// to. Safe for concurrent use.
/// </summary>
public sealed partial class FakeParameterStore : IAsyncDisposable
{
    private const int LongestValue = 4096;

    private readonly AwsEndpoint _aws;

    private FakeParameterStore(AwsEndpoint aws) => _aws = aws;

    /// <summary>Gets the address of the store, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => _aws.Address;

    /// <summary>Gets every request with a right signature, in order of arrival, those that failed included.</summary>
    public IReadOnlyList<ParameterStoreCall> Calls =>
        [.. _aws.Calls.Select(call => new ParameterStoreCall(call.Name, call.Path, call.Names, call.At) { Decrypted = call.Decrypted })];

    /// <summary>Starts an empty store.</summary>
    /// <returns>The store; disposing of it closes its port.</returns>
    public static async Task<FakeParameterStore> StartAsync() => new(await AwsEndpoint.StartAsync().ConfigureAwait(false));

    /// <summary>Creates a parameter of type String, or a new version of it.</summary>
    /// <param name="name">The full name, such as <c>/grocery/test/products/Orders/Limit</c>.</param>
    /// <param name="value">The value, at most 4,096 characters.</param>
    /// <returns>The number of the version, from 1.</returns>
    /// <exception cref="ArgumentException">AWS would refuse the name or the value.</exception>
    public int Put(string name, string value) => Put(name, value, "String");

    /// <summary>Creates a parameter of type SecureString, or a new version of it.</summary>
    /// <inheritdoc cref="Put(string, string)"/>
    public int PutSecure(string name, string value) => Put(name, value, "SecureString");

    /// <summary>Creates a parameter of type StringList, or a new version of it.</summary>
    /// <param name="name">The full name, such as <c>/grocery/test/products/Regions</c>.</param>
    /// <param name="values">The items; none contains a comma.</param>
    /// <returns>The number of the version, from 1.</returns>
    /// <exception cref="ArgumentException">AWS would refuse the name or the list, or an item contains a comma.</exception>
    public int PutList(string name, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.FirstOrDefault(value => value.Contains(',', StringComparison.Ordinal)) is { } divided
            ? throw new ArgumentException($"The item \"{divided}\" contains a comma, which divides the items of a StringList. Use two items.", nameof(values))
            : Put(name, string.Join(',', values), "StringList");
    }

    /// <summary>Removes a parameter with all its versions.</summary>
    /// <param name="name">The full name.</param>
    /// <exception cref="ArgumentException">There is no such parameter.</exception>
    public void Remove(string name)
    {
        if (!_aws.Parameters.Delete(name))
            throw new ArgumentException($"There is no parameter {name} to remove; there are: {string.Join(", ", _aws.Parameters.Names)}.", nameof(name));
    }

    /// <summary>Fails the next requests.</summary>
    /// <param name="fault">What happens in place of the answer.</param>
    /// <param name="times">How many of them; all by default, until <see cref="Heal"/>.</param>
    /// <param name="path">Only those for this path, as it is asked for, such as <c>/grocery/test/products/</c>; all by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than 1.</exception>
    public void Fail(AwsFault fault, int times = int.MaxValue, string? path = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _aws.Fail(fault, times, path);
    }

    /// <summary>Throttles what is over so many requests in any one second, of all clients together, until <see cref="Heal"/>.</summary>
    /// <param name="requestsPerSecond">How many are answered.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requestsPerSecond"/> is negative.</exception>
    public void Throttle(int requestsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requestsPerSecond);
        _aws.LimitRate(requestsPerSecond);
    }

    /// <summary>Answers later, until <see cref="Heal"/>.</summary>
    /// <param name="by">How much later.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is not positive.</exception>
    public void Delay(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(by, TimeSpan.Zero);
        _aws.Delay(by);
    }

    /// <summary>Ends all faults, throttling and delays.</summary>
    public void Heal() => _aws.Heal();

    /// <summary>
    /// Gets the configuration keys with which a service reads this store: Parameter Store on, where AWS is and who asks, the names that make up
    /// its path, and a read again every five seconds. For a service in this process, by <c>UseSetting</c>.
    /// </summary>
    /// <param name="service">The service, as in the path <c>/grocery/{environment}/{service}/</c>.</param>
    /// <param name="environment">The environment, as in the path.</param>
    /// <returns>The keys.</returns>
    public IReadOnlyDictionary<string, string?> SettingsFor(string service, string environment)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(service);
        ArgumentException.ThrowIfNullOrWhiteSpace(environment);

        return new Dictionary<string, string?>
        {
            ["Platform:Service:Name"] = service,
            ["Platform:Service:Environment"] = environment,
            ["Platform:Config:ParameterStore:Enabled"] = "true",

            // A file in the place of AWS, as a developer's settings may have one, would keep the service from asking.
            ["Platform:Config:Local:Enabled"] = "false",
            ["Platform:Config:Refresh:Period"] = "00:00:05",
            ["Platform:Config:Refresh:MaxRequestsPerMinute"] = "2400",
            ["AWS_ENDPOINT_URL"] = Address.AbsoluteUri,
            ["AWS_REGION"] = AwsEndpoint.Region,
            ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,

            // One that this process happens to have does not belong to these keys.
            ["AWS_SESSION_TOKEN"] = string.Empty,
        };
    }

    /// <summary>
    /// Gets the same as <see cref="SettingsFor"/> as environment variables, for a service in a process of its own. What this process has of AWS is
    /// in it with <see langword="null"/>: to be removed.
    /// </summary>
    /// <inheritdoc cref="SettingsFor"/>
    public IReadOnlyDictionary<string, string?> EnvironmentFor(string service, string environment)
    {
        var inherited = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("AWS_", StringComparison.Ordinal));
        var variables = inherited.ToDictionary(name => name, string? (_) => null, StringComparer.Ordinal);
        foreach (var (key, value) in SettingsFor(service, environment))
            variables[key.Replace(":", "__", StringComparison.Ordinal)] = value is { Length: 0 } ? null : value;

        return variables;
    }

    /// <summary>Closes the port. Can be called twice.</summary>
    /// <returns>A task that ends when the port is closed.</returns>
    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    private int Put(string name, string value, string type)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (value.Length > LongestValue)
            throw new ArgumentException($"The value of {name} is longer than {LongestValue} characters, the most of a standard parameter. Use a secret.", nameof(value));
        if (!NamePattern().IsMatch(name))
        {
            throw new ArgumentException(
                $"\"{name}\" is not the full name of a parameter; allowed: segments of letters, digits, '_', '.' and '-', each after a '/'. "
                + "The key Orders:Limit of the service products in the environment test is /grocery/test/products/Orders/Limit.",
                nameof(name));
        }

        return _aws.Parameters.Put(name, value, type);
    }

    [GeneratedRegex(@"^(/[A-Za-z0-9_.-]+)+\z")]
    private static partial Regex NamePattern();
}

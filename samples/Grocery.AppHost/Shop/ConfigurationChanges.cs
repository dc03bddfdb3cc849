using System.Text.Json;
using Grocery.AppHost.Cloud;

namespace Grocery.AppHost.Shop;

/// <summary>Changes the configuration of the services in the local AWS, and asks each service to read it at once.</summary>
internal sealed class ConfigurationChanges(
    LocalAws aws, IReadOnlyList<SupervisedService> services, IReadOnlyDictionary<string, string> kept) : IDisposable
{
    private readonly SemaphoreSlim _rotating = new(1, 1);
    private readonly Dictionary<string, string> _kept = new(kept, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets for how many percent of the users each flag is on.</summary>
    public IReadOnlyDictionary<string, int> Flags => aws.Flags.Shares;

    /// <summary>Gets the id of the key that signs the users' tokens.</summary>
    public string SigningKey => aws.Identity.Signing;

    /// <summary>Gets the keys of the users' tokens.</summary>
    public SigningKeys Keys => aws.Identity;

    /// <summary>Gets or sets a value indicating whether the services reach AWS. Out of reach, they go on with what they know.</summary>
    public bool IsAwsReachable
    {
        get => aws.IsReachable;
        set => aws.IsReachable = value;
    }

    /// <summary>Puts what the services read at their start.</summary>
    public void PutDefaults()
    {
        foreach (var service in services)
        {
            Put(null, $"Services:{service.Name}", service.Address.GetLeftPart(UriPartial.Authority));

            // The balancer asks for readiness each half second, and waits for an answer up to two.
            Put(service.Name, "Platform:Health:Drain:Window", "00:00:03");
        }

        Put(null, "Platform:Resilience:Faults:MaximumTtl", "1.00:00:00");

        foreach (var (key, value) in _kept)
        {
            foreach (var service in services)
                aws.PutParameter(service.Name, key, value);
        }

        // A person wants to see soon what others can wait for.
        Put(null, "Platform:Health:Defaults:Period", "00:00:02");
        Put(null, "Platform:Config:Refresh:Period", "00:00:05");
        Put(null, "Platform:Config:Refresh:MaxRequestsPerMinute", "600");
        Put(null, "Platform:Config:Postgres:RetireAfter", "00:00:01");
    }

    /// <summary>Turns a flag on for so many percent of the users: 0 is off, 100 is on.</summary>
    /// <returns>The services that did not read the change; they will, by themselves, when they can.</returns>
    public Task<IReadOnlyList<string>> SetFlagAsync(string flag, int percentage, CancellationToken cancellationToken)
    {
        aws.Flags.Set(flag, percentage);
        return RefreshAsync(cancellationToken);
    }

    /// <summary>Deploys a text as the document of the flags, whatever it says, in place of what <see cref="SetFlagAsync"/> makes.</summary>
    /// <inheritdoc cref="SetFlagAsync" path="/returns"/>
    public Task<IReadOnlyList<string>> DeployFlagsAsync(string document, CancellationToken cancellationToken)
    {
        aws.Flags.Deploy(document);
        return RefreshAsync(cancellationToken);
    }

    /// <summary>Puts a configuration key for one service, or for all where none is named.</summary>
    /// <inheritdoc cref="SetFlagAsync" path="/returns"/>
    public Task<IReadOnlyList<string>> PutAsync(string? service, string key, string value, CancellationToken cancellationToken)
    {
        Put(service, key, value);
        return RefreshAsync(cancellationToken);
    }

    /// <summary>Removes what <see cref="PutAsync"/> put.</summary>
    /// <inheritdoc cref="SetFlagAsync" path="/returns"/>
    public Task<IReadOnlyList<string>> RemoveAsync(string? service, string key, CancellationToken cancellationToken)
    {
        if (!_kept.ContainsKey(key))
            aws.RemoveParameter(service, key);

        return RefreshAsync(cancellationToken);
    }

    /// <summary>Lets a new key sign the users' tokens, once every service accepts it. Those of the former keys stay good for as long as a token does.</summary>
    /// <returns>The id of the new key.</returns>
    /// <exception cref="ShopException">A service did not hear of the key, so the former one goes on signing.</exception>
    public async Task<string> RotateSigningKeyAsync(CancellationToken cancellationToken)
    {
        await _rotating.WaitAsync(cancellationToken);
        try
        {
            var key = aws.Identity.Add();
            if (await RefreshAsync(cancellationToken) is { Count: > 0 } deaf)
            {
                throw new ShopException(
                    $"The key {key} is not used yet: {string.Join(", ", deaf)} did not read it. Rotate again once all services run and AWS can be reached.");
            }

            aws.Identity.SignWith(key);
            await RefreshAsync(cancellationToken);
            return key;
        }
        finally
        {
            _rotating.Release();
        }
    }

    /// <summary>Asks all services to read their configuration now.</summary>
    /// <inheritdoc cref="SetFlagAsync" path="/returns"/>
    public async Task<IReadOnlyList<string>> RefreshAsync(CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(services.Select(service => RefreshAsync(service, cancellationToken)));
        return [.. services.Zip(read).Where(pair => !pair.Second).Select(pair => pair.First.Name)];
    }

    public void Dispose() => _rotating.Dispose();

    private void Put(string? service, string key, string value)
    {
        if (!_kept.ContainsKey(key))
            aws.PutParameter(service, key, value);
    }

    private static async Task<bool> RefreshAsync(SupervisedService service, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await service.Current.PutAsync("/config", new { refresh = "now", by = RunningShop.Name }, cancellationToken);
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.GetProperty("refresh").GetProperty("failed_reads").GetInt32() == 0;
        }
        catch (ShopException)
        {
            return false;
        }
    }
}

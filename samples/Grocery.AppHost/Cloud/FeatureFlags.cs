using System.Text.Json;
using System.Text.Json.Nodes;
using Grocery.Platform.Testing.Aws;

namespace Grocery.AppHost.Cloud;

/// <summary>The flags of the shop, as one document of AppConfig in the schema of Microsoft.FeatureManagement.</summary>
internal sealed class FeatureFlags
{
    private const int Everybody = 100;

    private readonly Lock _lock = new();
    private readonly AwsConfigurationStore _store;
    private readonly SortedDictionary<string, int> _shares = new(StringComparer.Ordinal) { ["Checkout"] = Everybody, ["DeliverySlots"] = 20 };

    public FeatureFlags(AwsConfigurationStore store)
    {
        _store = store;
        Deploy_NeedsLock();
    }

    /// <summary>Gets for how many percent of the users each flag is on.</summary>
    public IReadOnlyDictionary<string, int> Shares
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, int>(_shares);
        }
    }

    /// <summary>Turns a flag on for so many percent of the users: 0 is off, 100 is on.</summary>
    public void Set(string flag, int percentage)
    {
        lock (_lock)
        {
            _shares[flag] = percentage;
            Deploy_NeedsLock();
        }
    }

    /// <summary>Deploys a text as the document, until the next flag is set.</summary>
    public void Deploy(string document) => _store.Put(LocalAws.FlagsApplication, LocalAws.EnvironmentName, LocalAws.FlagsProfile, document);

    private static JsonObject Describe(string flag, int percentage)
    {
        var definition = new JsonObject { ["id"] = flag, ["enabled"] = percentage > 0 };
        if (percentage is > 0 and < Everybody)
        {
            definition["conditions"] = JsonSerializer.SerializeToNode(new
            {
                client_filters = new[]
                {
                    new { name = "Microsoft.Targeting", parameters = new { Audience = new { DefaultRolloutPercentage = percentage } } },
                },
            });
        }

        return definition;
    }

    private void Deploy_NeedsLock()
    {
        var flags = new JsonArray([.. _shares.Select(flag => Describe(flag.Key, flag.Value))]);
        var document = new JsonObject { ["feature_management"] = new JsonObject { ["feature_flags"] = flags } };
        Deploy(document.ToJsonString());
    }
}

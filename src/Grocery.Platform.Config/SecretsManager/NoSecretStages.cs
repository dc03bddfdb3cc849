namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Finds no secret, because Secrets Manager is off.</summary>
internal sealed class NoSecretStages : ISecretStages
{
    public Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IReadOnlyDictionary<string, string?>>>([]);
}

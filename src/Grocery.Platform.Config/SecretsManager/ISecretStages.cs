namespace Grocery.Platform.Config.SecretsManager;

/// <summary>The other versions of a secret, for who finds that the current one does not work while it rotates.</summary>
internal interface ISecretStages
{
    /// <summary>
    /// Reads the values that the secret behind a configuration key has in its other stages: a current version that the configuration does not
    /// have yet, then AWSPENDING, then AWSPREVIOUS. What has no value yet, or none that can be used, is left out.
    /// </summary>
    /// <param name="key">The configuration key, such as <c>ConnectionStrings:shop</c>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>For each version the values by the rest of the configuration key, which is empty for the key itself; nothing when the key
    /// comes from no secret.</returns>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">AWS refused.</exception>
    Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadAsync(string key, CancellationToken cancellationToken);
}

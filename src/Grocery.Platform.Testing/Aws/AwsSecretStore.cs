using System.Globalization;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Secrets in memory, with the stages of Secrets Manager. Safe for concurrent use.</summary>
internal sealed class AwsSecretStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AwsSecret> _secrets = new(StringComparer.Ordinal);
    private JsonObject[]? _staleList;
    private int _versions;

    /// <summary>Gets how pages of ListSecrets and BatchGetSecretValue are cut.</summary>
    public AwsPaging Paging { get; } = new();

    /// <summary>Creates a secret, or a new version of it that becomes the current one at once.</summary>
    /// <returns>The id of the version.</returns>
    public string Put(string name, string text) => Put(name, new JsonObject { ["SecretString"] = text }, AwsSecret.Current);

    /// <inheritdoc cref="Put(string, string)"/>
    public string Put(string name, byte[] binary) =>
        Put(name, new JsonObject { ["SecretBinary"] = Convert.ToBase64String(binary) }, AwsSecret.Current);

    /// <summary>Creates a version that is pending, as a rotation does first.</summary>
    public string PutPending(string name, string text) => Put(name, new JsonObject { ["SecretString"] = text }, AwsSecret.Pending);

    /// <summary>Gives the stage AWSPENDING to a version that has no value yet.</summary>
    public void MarkPendingWithoutValue(string name) => Change(name, secret => secret.Move(AwsSecret.Pending, NextVersionId_NeedsLock()));

    /// <summary>Makes the pending version the current one, as a rotation does last.</summary>
    public void Promote(string name) => Change(name, secret =>
    {
        secret.Move(AwsSecret.Current, secret.VersionAt(AwsSecret.Pending)!);
        secret.RemoveStage(AwsSecret.Pending);
    });

    public void MoveStage(string name, string stage, string versionId) => Change(name, secret => secret.Move(stage, versionId));

    public void ScheduleDeletion(string name) => Change(name, secret => secret.IsDeletionScheduled = true);

    public void Restore(string name) => Change(name, secret => secret.IsDeletionScheduled = false);

    /// <summary>Makes every read of the value fail, alone and in a batch, until it is called with null.</summary>
    public void FailReads(string name, string? errorCode) => Change(name, secret => secret.ReadError = errorCode);

    public void Delete(string name)
    {
        lock (_lock)
            _secrets.Remove(name);
    }

    public string ArnOf(string name)
    {
        lock (_lock)
            return _secrets[name].Arn;
    }

    /// <summary>Lets ListSecrets answer what is so now, for as long as it takes until it is called with false.</summary>
    public void KeepListStale(bool isStale)
    {
        lock (_lock)
            _staleList = isStale ? List_NeedsLock() : null;
    }

    internal T Read<T>(Func<IReadOnlyCollection<AwsSecret>, T> read)
    {
        lock (_lock)
            return read(_secrets.Values);
    }

    internal JsonObject[] List()
    {
        lock (_lock)
            return [.. (_staleList ?? List_NeedsLock()).Select(entry => (JsonObject)entry.DeepClone())];
    }

    private JsonObject[] List_NeedsLock() =>
        [.. _secrets.Values.OrderBy(secret => secret.FullName, StringComparer.Ordinal).Select(secret => secret.Describe("SecretVersionsToStages"))];

    private string Put(string name, JsonObject value, string stage)
    {
        lock (_lock)
        {
            if (!_secrets.TryGetValue(name, out var secret))
                _secrets[name] = secret = new AwsSecret(name);

            var versionId = NextVersionId_NeedsLock();
            secret.Put(versionId, value);
            secret.Move(stage, versionId);
            return versionId;
        }
    }

    private void Change(string name, Action<AwsSecret> change)
    {
        lock (_lock)
            change(_secrets[name]);
    }

    private string NextVersionId_NeedsLock() => string.Create(CultureInfo.InvariantCulture, $"{++_versions:x8}-0000-4000-8000-000000000000");
}

using System.Collections.Concurrent;
using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Reads secrets in as few calls as AWS allows. For one read.</summary>
internal sealed class SecretReader(AwsClient client, ReadProgress progress, CancellationToken cancellationToken)
{
    private const int MostCallsAtOnce = 8;

    private ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = MostCallsAtOnce, CancellationToken = cancellationToken };

    /// <summary>Finds the secrets whose names start with a prefix, without their values.</summary>
    public async Task<List<ListedSecret>> ListAsync(string prefix)
    {
        var secrets = new List<ListedSecret>();
        string? token = null;
        do
        {
            var request = new ListSecretsRequest { Filters = [new("name", [prefix])], NextToken = token };
            var page = await client.CallAsync(ListSecretsRequest.Operation, request, progress, cancellationToken).ConfigureAwait(false);
            secrets.AddRange((page.SecretList ?? []).Where(secret => secret.Name.StartsWith(prefix, StringComparison.Ordinal)));
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return secrets;
    }

    /// <summary>Asks for the versions of secrets, by id. One that does not exist is left out.</summary>
    public async Task<IReadOnlyDictionary<string, DescribeSecretReply>> DescribeAsync(IEnumerable<string> ids)
    {
        var found = new ConcurrentDictionary<string, DescribeSecretReply>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(ids.Distinct(), AtOnce, async (id, token) =>
        {
            try
            {
                var request = new DescribeSecretRequest { SecretId = id };
                found[id] = await client.CallAsync(DescribeSecretRequest.Operation, request, progress, token).ConfigureAwait(false);
            }
            catch (AmazonServiceException exception) when (AwsErrors.Classify(exception) == FailureKind.Missing)
            {
                // Reading it will say so.
            }
        }).ConfigureAwait(false);
        return found;
    }

    /// <summary>Reads the current versions of secrets, by id, twenty in a call; what could not be read comes apart.</summary>
    public async Task<(IReadOnlyDictionary<string, SecretVersion> Found, IReadOnlyCollection<SecretError> Errors)> ReadAsync(IEnumerable<string> ids)
    {
        var found = new ConcurrentDictionary<string, SecretVersion>(StringComparer.Ordinal);
        var errors = new ConcurrentQueue<SecretError>();
        await Parallel.ForEachAsync(ids.Distinct().Chunk(BatchGetSecretValueRequest.LargestBatch), AtOnce, ReadChunkAsync).ConfigureAwait(false);
        return (found, errors);

        async ValueTask ReadChunkAsync(string[] chunk, CancellationToken token)
        {
            var failed = chunk.Length == 1 ? chunk : await ReadBatchAsync(chunk, found, errors, token).ConfigureAwait(false);
            foreach (var id in failed)
                await ReadOneAsync(id, found, errors, token).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one version.</summary>
    /// <exception cref="AmazonServiceException">It could not be read, or has no value.</exception>
    public Task<SecretVersion> ReadVersionAsync(string id, string versionId) => client.CallAsync(
        GetSecretValueRequest.Operation, new GetSecretValueRequest { SecretId = id, VersionId = versionId }, progress, cancellationToken);

    /// <returns>What is to be asked for alone: an error inside a batch is repeated by nobody, an error of a call by the client.</returns>
    private async Task<IReadOnlyList<string>> ReadBatchAsync(
        string[] ids, ConcurrentDictionary<string, SecretVersion> found, ConcurrentQueue<SecretError> errors, CancellationToken token)
    {
        HashSet<string> open = [.. ids];
        string? next = null;
        do
        {
            var request = new BatchGetSecretValueRequest { SecretIdList = ids, NextToken = next };
            var page = await client.CallAsync(BatchGetSecretValueRequest.Operation, request, progress, token).ConfigureAwait(false);
            foreach (var secret in page.SecretValues ?? [])
            {
                foreach (var id in ids.Where(secret.IsCalled))
                {
                    found[id] = secret;
                    open.Remove(id);
                }
            }

            foreach (var error in (page.Errors ?? []).Where(error => !SecretFailure.IsPassing(error) && open.Remove(error.SecretId)))
                errors.Enqueue(error);

            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return [.. open];
    }

    private async Task ReadOneAsync(
        string id, ConcurrentDictionary<string, SecretVersion> found, ConcurrentQueue<SecretError> errors, CancellationToken token)
    {
        try
        {
            var request = new GetSecretValueRequest { SecretId = id, VersionStage = SecretStage.Current };
            found[id] = await client.CallAsync(GetSecretValueRequest.Operation, request, progress, token).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (AwsErrors.Classify(exception) is FailureKind.Missing or FailureKind.Content)
        {
            errors.Enqueue(new SecretError(id, exception.ErrorCode, exception.Message));
        }
    }
}

using System.Collections.Concurrent;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Reads parameters in as few calls as AWS allows. For one read of one source.</summary>
internal sealed class ParameterReader(AwsClient client, ReadProgress progress, CancellationToken cancellationToken)
{
    private const int MostBatchesAtOnce = 8;

    /// <summary>Reads everything under a path, page by page.</summary>
    public async Task<List<Parameter>> ReadPathAsync(string path, string? label, bool withDecryption)
    {
        ParameterFilter[]? filters = label is null ? null : [new("Label", "Equals", [label])];
        var parameters = new List<Parameter>();
        string? token = null;
        do
        {
            var request = new GetParametersByPathRequest { Path = path, WithDecryption = withDecryption, ParameterFilters = filters, NextToken = token };
            var page = await client.CallAsync(GetParametersByPathRequest.Operation, request, progress, cancellationToken).ConfigureAwait(false);
            parameters.AddRange(page.Parameters ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return parameters;
    }

    /// <summary>Reads parameters by name, <c>name:version</c>, <c>name:label</c> or ARN. One that does not exist is left out.</summary>
    public async Task<Dictionary<string, Parameter>> ReadNamesAsync(IEnumerable<string> names, bool withDecryption)
    {
        var found = new ConcurrentDictionary<string, Parameter>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostBatchesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Batch(names), options, ReadBatchAsync).ConfigureAwait(false);
        return new Dictionary<string, Parameter>(found, StringComparer.Ordinal);

        async ValueTask ReadBatchAsync(string[] batch, CancellationToken token)
        {
            var request = new GetParametersRequest { Names = batch, WithDecryption = withDecryption };
            var reply = await client.CallAsync(GetParametersRequest.Operation, request, progress, token).ConfigureAwait(false);
            foreach (var parameter in reply.Parameters ?? [])
            {
                foreach (var name in batch.Where(name => IsAnswerTo(name, parameter)))
                    found[name] = parameter;
            }
        }
    }

    // What a reply names alike, such as parameters of two accounts, is asked for apart.
    private static IEnumerable<string[]> Batch(IEnumerable<string> names) => names
        .GroupBy(Answered, StringComparer.Ordinal)
        .SelectMany(same => same.Index())
        .GroupBy(item => item.Index, item => item.Item)
        .SelectMany(different => different.Chunk(GetParametersRequest.LargestBatch));

    // A reply has the bare name, and what followed it apart.
    private static bool IsAnswerTo(string asked, Parameter parameter) => Answered(asked) == (parameter.Name + parameter.Selector).TrimStart('/');

    private static string Answered(string asked)
    {
        const string arnMark = ":parameter/";
        var mark = asked.StartsWith("arn:", StringComparison.Ordinal) ? asked.IndexOf(arnMark, StringComparison.Ordinal) : -1;
        return (mark < 0 ? asked : asked[(mark + arnMark.Length)..]).TrimStart('/');
    }
}

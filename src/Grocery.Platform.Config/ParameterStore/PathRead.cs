using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>
/// Reads everything under one path, page by page. How far it came can be asked from any thread; the first outcome stays, also
/// when a read that was left behind ends later.
/// </summary>
internal sealed class PathRead(string path)
{
    private Outcome? _outcome;
    private volatile GetParametersByPathRequest? _current;
    private volatile int _attempts;
    private volatile int _calls;

    public string Path => path;

    public int Calls => _calls;

    public int Attempts => _attempts + (_current?.Attempts ?? 0);

    /// <summary>Gets why the path could not be read; <see langword="null"/> when it could.</summary>
    public Exception? Failure => _outcome?.Failure;

    /// <summary>Gets why the last attempt of an unfinished call failed.</summary>
    public Exception? LastFailure => _current?.LastFailure;

    public IReadOnlyList<Parameter> Parameters => _outcome?.Parameters ?? [];

    public IReadOnlyDictionary<string, string?> Values => _outcome?.Values ?? new Dictionary<string, string?>();

    public async Task RunAsync(AwsJsonClient client, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = await ReadPagesAsync(client, cancellationToken).ConfigureAwait(false);
            End(new Outcome(parameters, ParameterKeys.Map(path, parameters), null));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    public void Fail(Exception exception) => End(new Outcome([], new Dictionary<string, string?>(), exception));

    private void End(Outcome outcome) => Interlocked.CompareExchange(ref _outcome, outcome, null);

    private async Task<List<Parameter>> ReadPagesAsync(AwsJsonClient client, CancellationToken cancellationToken)
    {
        var parameters = new List<Parameter>();
        string? token = null;
        do
        {
            var request = new GetParametersByPathRequest { Path = path, NextToken = token };
            _current = request;
            var page = await client.CallAsync(GetParametersByPathRequest.Operation, request, cancellationToken).ConfigureAwait(false);
            _current = null;
            _attempts += request.Attempts;
            _calls++;
            parameters.AddRange(page.Parameters ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return parameters;
    }

    private sealed record Outcome(IReadOnlyList<Parameter> Parameters, IReadOnlyDictionary<string, string?> Values, Exception? Failure);
}

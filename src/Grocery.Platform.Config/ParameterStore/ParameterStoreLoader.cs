using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Reads the paths of a service at once, under one deadline.</summary>
internal sealed class ParameterStoreLoader(AwsConnection connection, TimeProvider time)
{
    /// <summary>Reads the paths. A failure is part of the result.</summary>
    public async Task<ParameterStoreLoad> LoadAsync(IReadOnlyList<string> paths, TimeSpan deadline)
    {
        var start = time.GetTimestamp();
        var load = new ParameterStoreLoad([.. paths.Select(path => new PathRead(path))], deadline);
        using var stop = new CancellationTokenSource(deadline, time);
        try
        {
            // What the SDK does without a token, such as asking EC2 for a Region, or reading a body that stalls, is left behind.
            await Task.Run(() => ReadAsync(load, stop.Token), stop.Token).WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            load.Fail(exception);
        }

        load.IsOverDeadline = stop.IsCancellationRequested;
        load.Elapsed = time.GetElapsedTime(start);
        load.EndedAt = time.GetUtcNow();
        return load;
    }

    private async Task ReadAsync(ParameterStoreLoad load, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new AwsJsonClient(AwsService.ParameterStore, connection);
            load.ArnPrefix = client.ArnPrefix;
            load.Address = client.Address;
            await Task.WhenAll(load.Reads.Select(read => read.RunAsync(client, cancellationToken))).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            load.Fail(exception);
        }
    }
}

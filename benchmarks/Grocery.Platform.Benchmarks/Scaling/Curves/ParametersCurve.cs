using Amazon.Runtime;
using Grocery.Platform.Benchmarks.ParameterStore;
using Grocery.Platform.Config;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What reading a Parameter Store costs, signed and paged, on loopback.</summary>
internal sealed class ParametersCurve() : Curve("parameters", "Reading the Parameter Store against its size", "parameters", [10, 100, 1_000, 10_000])
{
    private const int ValueLength = 30;

    public override string Note =>
        "All of a read: signed calls on loopback to a process of its own, pages of ten as AWS sends them one after the other, and the configuration made of them.";

    public override async Task<CurveCase> StartAsync(int size)
    {
        var server = await ParameterProcess.StartAsync(size, ValueLength);
        var clients = new AwsClients(new AwsConnection(server.Address, () => "eu-west-1", new BasicAWSCredentials("key", "secret")));
        var source = new PathSource(clients, new ParameterStoreOptions(), "/grocery/prod/products/", mayBeEmpty: false);
        var known = await ReadAsync(null);
        if (known.Values.Count != size || await ReadAsync(known) != known)
            throw new InvalidOperationException($"{size} parameters were read as {known.Values.Count}, or a second read did not recognise them.");

        return new CurveCase(
            [
                Operation.Of("a first read", Shape.Linear, _ => ReadAsync(null)),
                Operation.Of("a read without a change", Shape.Linear, _ => ReadAsync(known)),
            ],
            () =>
            {
                clients.Dispose();
                server.Dispose();
                return ValueTask.CompletedTask;
            });

        Task<SourceSnapshot> ReadAsync(SourceSnapshot? previous) => source.ReadAsync(previous, new ReadProgress(), CancellationToken.None);
    }
}

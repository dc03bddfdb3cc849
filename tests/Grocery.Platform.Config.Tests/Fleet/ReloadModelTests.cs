using FsCheck;
using FsCheck.Fluent;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.Sources;
using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Config.Tests.Fleet;

/// <summary>After any changes, a read that knows what was there gives what a first read gives.</summary>
public sealed class ReloadModelTests : IAsyncLifetime
{
    private static readonly Gen<Change> AnyChange =
        from name in Gen.Elements("A", "b", "B1", "x/y", "x/Z", "x/z-2", "deep/er/key", "List")
        from kind in Gen.Elements("put", "put", "put", "delete", "delete and put")
        from type in Gen.Elements("String", "StringList", "SecureString")
        from value in Gen.Elements("1", "a,b", "{\"a\":{\"b\":[1,2]}}", "[]", "text", "ünï", " ")
        select new Change(name, kind, type, value);

    private AwsEndpoint _aws = null!;
    private int _trees;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reading_again_equals_a_first_read(bool isJson)
    {
        using var clients = new AwsClients(Some.Connection(_aws));
        var rounds = Gen.ArrayOf(Gen.ArrayOf(AnyChange, 4), 4).ToArbitrary();

        Prop.ForAll(rounds, changes =>
        {
            var path = $"/tree/{_trees++}/";
            var source = new PathSource(clients, new ParameterStoreOptions { Json = isJson }, path, mayBeEmpty: true);
            SourceSnapshot? snapshot = null;
            return changes.All(round =>
            {
                foreach (var change in round)
                    Apply(path, change);

                snapshot = Read(source, snapshot);
                return Describe(snapshot).SequenceEqual(Describe(Read(source, null)));
            });
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static SourceSnapshot Read(PathSource source, SourceSnapshot? previous) =>
        source.ReadAsync(previous, new ReadProgress(), TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private static IEnumerable<(string Key, string? Text, string Version, bool IsSecret)> Describe(SourceSnapshot snapshot) =>
        snapshot.Values.Select(pair => (pair.Key, pair.Value.Text, pair.Value.Version, pair.Value.IsSecret)).Order();

    private void Apply(string path, Change change)
    {
        if (change.Kind != "put")
            _aws.Parameters.Delete(path + change.Name);
        if (change.Kind != "delete")
            _aws.Parameters.Put(path + change.Name, change.Value, change.Type);
    }

    private sealed record Change(string Name, string Kind, string Type, string Value);
}

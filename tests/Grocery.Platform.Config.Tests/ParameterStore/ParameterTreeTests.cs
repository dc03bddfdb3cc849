using FsCheck;
using FsCheck.Fluent;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.Sources;
using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class ParameterTreeTests : IAsyncLifetime
{
    private static readonly Gen<string> Segment =
        from length in Gen.Choose(1, 4)
        from letters in Gen.ArrayOf(Gen.Elements('a', 'b', 'C', 'Z', '0', '7', '_', '.', '-'), length)
        select new string(letters);

    private static readonly Gen<string> Value = Gen.Elements("1", "a,b", ",", "x=y;z", "ünï\"cödé\\", " spaced ", "{\"a\":1}", "line\nbreak", "/grocery/dev/");

    private static readonly Gen<LegalParameter> AnyParameter =
        from depth in Gen.Choose(1, 4)
        from segments in Gen.ArrayOf(Segment, depth)
        from type in Gen.Elements("String", "StringList", "SecureString")
        from value in Value
        select new LegalParameter(segments, type, value);

    private static readonly Gen<LegalTree> AnyTree =
        from count in Gen.Choose(0, 25)
        from parameters in Gen.ArrayOf(AnyParameter, count)
        from pageSize in Gen.Choose(1, 10)
        from hasEmptyPages in Gen.Elements(true, false)
        select new LegalTree(WithoutClashes(parameters), pageSize, hasEmptyPages);

    private readonly HashSet<string> _used = [];
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public void Any_legal_tree_comes_out_as_the_configuration_that_it_says()
    {
        using var clients = new AwsClients(Some.Connection(_aws));

        Prop.ForAll(AnyTree.ToArbitrary(), tree =>
        {
            var path = $"/tree/{_used.Count}/";
            _used.Add(path);
            foreach (var parameter in tree.Parameters)
                _aws.Parameters.Put(path + string.Join('/', parameter.Segments), parameter.Value, parameter.Type);
            (_aws.Parameters.PageSize, _aws.Parameters.HasEmptyPages) = (tree.PageSize, tree.HasEmptyPages);

            var source = new PathSource(clients, new ParameterStoreOptions(), path, mayBeEmpty: true);
            var snapshot = source.ReadAsync(null, new ReadProgress(), TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            var configuration = new ConfigurationBuilder().Add(new SourceConfigurationSource(new SourceStore([snapshot]), 0, source.Name)).Build();

            return Expected(tree).Order().SequenceEqual(Actual(configuration).Order());
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static IEnumerable<(string Key, string? Value)> Expected(LegalTree tree)
    {
        foreach (var (segments, type, value) in tree.Parameters)
        {
            var key = string.Join(':', segments).ToUpperInvariant();
            if (type != "StringList")
                yield return (key, value);
            else
                foreach (var (index, item) in value.Split(',').Index())
                    yield return ($"{key}:{index}", item);
        }
    }

    private static IEnumerable<(string Key, string? Value)> Actual(IConfigurationRoot configuration) =>
        configuration.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => (pair.Key.ToUpperInvariant(), pair.Value));

    // Two names that differ in case, and a list beside a parameter at the place of its items, are not legal.
    private static LegalParameter[] WithoutClashes(LegalParameter[] parameters)
    {
        var distinct = parameters.DistinctBy(parameter => parameter.Name).ToArray();
        return [.. distinct.Where(parameter => parameter.Type != "StringList"
            || !Array.Exists(distinct, other => other.Name.StartsWith(parameter.Name + "/", StringComparison.Ordinal)))];
    }

    private sealed record LegalParameter(string[] Segments, string Type, string Value)
    {
        public string Name => string.Join('/', Segments).ToUpperInvariant();

        public override string ToString() => $"{string.Join('/', Segments)} ({Type}) = {Value}";
    }

    private sealed record LegalTree(LegalParameter[] Parameters, int PageSize, bool HasEmptyPages)
    {
        public override string ToString() => string.Join("\n", Parameters.Select(parameter => parameter.ToString()));
    }
}

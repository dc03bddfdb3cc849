using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What a look at the configuration costs that was made of parameters.</summary>
internal sealed class KeysCurve() : Curve("keys", "Looking into the configuration against its size", "parameters", [10, 100, 1_000, 10_000])
{
    private const string Path = "/grocery/prod/products/";
    private const int KeysInSection = 10;

    public override string Note =>
        "The configuration of one source whose sections have ten keys each. Sixteen keys, or sections, that are spread over all are looked at in turn.";

    public override Task<CurveCase> StartAsync(int size)
    {
        var parameters = Enumerable.Range(0, size).Select(i => new Parameter { Name = $"{Path}Section{i / KeysInSection}/Key{i}", Type = "String", Value = $"{i}" });
        var values = ParameterKeys.Map([.. parameters.Select(parameter => KeyValuePair.Create(ParameterKeys.Under(Path, parameter.Name), parameter))], isJson: false);
        var configuration = new ConfigurationBuilder().Add(new SourceConfigurationSource(new SourceStore([new ValueSnapshot(values.Values)]), 0, Path)).Build();
        string[] keys = [.. Places(size).Select(place => $"Section{place / KeysInSection}:Key{place}")];
        string[] sections = [.. Places(size).Select(place => $"Section{place / KeysInSection}")];
        if (keys.Any(key => configuration[key] is null))
            throw new InvalidOperationException("A key that was configured is not there.");

        return Task.FromResult(new CurveCase(
            [
                Operation.Of("a key", Shape.Flat, i => _ = configuration[keys[i % keys.Length]]),
                Operation.Of("a section of ten keys", Shape.Flat, i => _ = configuration.GetSection(sections[i % sections.Length]).Get<Dictionary<string, int>>()),
            ],
            () =>
            {
                (configuration as IDisposable)?.Dispose();
                return ValueTask.CompletedTask;
            }));
    }
}

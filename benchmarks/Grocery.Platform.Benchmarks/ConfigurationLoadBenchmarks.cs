using BenchmarkDotNet.Attributes;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Benchmarks;

/// <summary>1,000 parameters that become configuration, beside the same configuration from ready keys.</summary>
[MemoryDiagnoser]
public class ConfigurationLoadBenchmarks
{
    private const string Path = "/grocery/dev/products/";

    private Parameter[] _parameters = null!;
    private KeyValuePair<string, string?>[] _ready = null!;

    [GlobalSetup]
    public void Setup()
    {
        _parameters = [.. Enumerable.Range(0, 1000).Select(i => new Parameter { Name = $"{Path}Section{i % 50}/Key{i}", Type = "String", Value = $"value {i}" })];
        _ready = [.. Map().Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text))];
    }

    [Benchmark(Baseline = true)]
    public IConfigurationRoot ReadyKeysToConfiguration() => new ConfigurationBuilder().AddInMemoryCollection(_ready).Build();

    [Benchmark]
    public int ParametersToKeys() => Map().Values.Count;

    [Benchmark]
    public IConfigurationRoot ParametersToConfiguration() =>
        new ConfigurationBuilder().Add(new SourceConfigurationSource(new SourceStore([new ValueSnapshot(Map().Values)]), 0, Path)).Build();

    private SourceValues Map() => ParameterKeys.Map(
        [.. _parameters.Select(parameter => KeyValuePair.Create(ParameterKeys.Under(Path, parameter.Name), parameter))], isJson: false);
}

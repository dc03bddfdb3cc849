using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace Grocery.Platform.Benchmarks.Short;

/// <summary>Every benchmark of this program, and how its cases are named.</summary>
internal static class BenchmarkCases
{
    public static IReadOnlyList<Type> Classes { get; } =
    [
        .. typeof(BenchmarkCases).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(BenchmarkAttribute), inherit: false)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<BenchmarkCase> Of(Type type) =>
        BenchmarkConverter.TypeToBenchmarks(type, ManualConfig.CreateEmpty()).BenchmarksCases;

    public static string NameOf(BenchmarkCase benchmark) => benchmark.Descriptor.WorkloadMethod.Name + benchmark.Parameters.DisplayInfo;

    /// <summary>Names the case that the ratio of a case is to: the baseline of its class with the same parameters.</summary>
    public static string BaselineOf(BenchmarkCase benchmark) => benchmark.Descriptor.Type.GetMethods()
        .Single(method => method.GetCustomAttributes(typeof(BenchmarkAttribute), inherit: false) is [BenchmarkAttribute { Baseline: true }])
        .Name + benchmark.Parameters.DisplayInfo;
}

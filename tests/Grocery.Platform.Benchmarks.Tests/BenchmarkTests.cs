using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Grocery.Platform.Benchmarks.Tests;

/// <summary>Runs every benchmark method once, so that none rots.</summary>
public sealed class BenchmarkTests
{
    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var method in AllMethods())
                data.Add(method.DeclaringType!.FullName!, method.Name);

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task It_runs(string type, string name)
    {
        var method = AllMethods().Single(candidate => candidate.DeclaringType!.FullName == type && candidate.Name == name);
        var benchmark = Activator.CreateInstance(method.DeclaringType!)!;
        await InvokeAllAsync<GlobalSetupAttribute>(benchmark);

        var thrown = await Record.ExceptionAsync(() => InvokeAsync(method, benchmark));

        await InvokeAllAsync<GlobalCleanupAttribute>(benchmark);
        Assert.Null(thrown);
    }

    [Fact]
    public void Every_class_measures_memory_and_has_a_baseline()
    {
        var classes = AllMethods().Select(method => method.DeclaringType!).Distinct().ToArray();

        Assert.All(classes, type => Assert.NotNull(type.GetCustomAttribute<MemoryDiagnoserAttribute>()));
        Assert.All(classes, type => Assert.Single(type.GetMethods(), method => method.GetCustomAttribute<BenchmarkAttribute>()?.Baseline == true));
    }

    private static IEnumerable<MethodInfo> AllMethods() =>
        from type in Assembly.Load("Grocery.Platform.Benchmarks").GetTypes()
        from method in type.GetMethods()
        where method.IsDefined(typeof(BenchmarkAttribute))
        select method;

    private static async Task InvokeAllAsync<TAttribute>(object benchmark)
        where TAttribute : Attribute
    {
        foreach (var method in benchmark.GetType().GetMethods().Where(method => method.IsDefined(typeof(TAttribute))))
            await InvokeAsync(method, benchmark);
    }

    private static async Task InvokeAsync(MethodInfo method, object benchmark)
    {
        switch (method.Invoke(benchmark, null))
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
            case { } value when value.GetType().IsGenericType && value.GetType().GetGenericTypeDefinition() == typeof(ValueTask<>):
                await (Task)value.GetType().GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(value, null)!;
                break;
        }
    }
}

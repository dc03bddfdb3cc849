using System.Globalization;
using BenchmarkDotNet.Running;
using Grocery.Platform.Benchmarks.ParameterStore;
using Grocery.Platform.Benchmarks.Scaling;
using Grocery.Platform.Benchmarks.Short;

switch (args)
{
    case ["short", .. var options]:
        return await ShortRun.RunAsync(options);
    case ["short-part", var type, var output, .. var cases]:
        return await ShortPart.RunAsync(type, output, cases);
    case ["scaling", .. var options]:
        return await ScalingRun.RunAsync(options);
    case ["parameters", var count, var valueLength, var port]:
        await ParameterServer.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), int.Parse(valueLength, CultureInfo.InvariantCulture), port);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

return 0;

using BenchmarkDotNet.Running;
using Grocery.Platform.Benchmarks.Load;

switch (args)
{
    case ["load", .. var options]:
        await LoadRun.RunAsync(options);
        break;
    case ["serve", var stack, var port]:
        await LoadServer.RunAsync(Enum.Parse<LoadStack>(stack), port);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

// Compares whole services: the bare framework, what a team would put together, and the platform.
using Grocery.Platform.Comparison;
using Grocery.Platform.Comparison.Stacks;

// The modes of the processes that are measured come first, so that none of them pays for the command line.
return args switch
{
    ["serve", var stack, var port] => await StackService.RunAsync(stack, port),
    ["log", var stack, var lines, var threads] => await StackLog.RunAsync(stack, lines, threads),
    _ => await ComparisonCommand.RunAsync(args, Console.Out, Console.Error),
};

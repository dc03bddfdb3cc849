using Grocery.AppHost;
using Grocery.AppHost.Drills;
using Grocery.AppHost.Processes;
using Grocery.AppHost.Shop;

try
{
    if (AppHostArguments.AskForHelp(args))
    {
        Console.WriteLine(AppHostArguments.Help);
        return ExitCodes.Stopped;
    }

    var arguments = AppHostArguments.Parse(args);
    using var signals = new StopSignals();
    return arguments.Drill is { } drill
        ? await new DrillCommand(drill, arguments.Minutes, signals, Console.Out).RunAsync()
        : await new ShopRun(arguments, signals, Console.Out).RunAsync();
}
catch (ArgumentException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message}\n\n{AppHostArguments.Help}");
    return ExitCodes.BadArguments;
}
catch (ShopException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.Failed;
}

// Internal, where the build would make it public, so that tests of a service can name the service's own Program.
internal static partial class Program;

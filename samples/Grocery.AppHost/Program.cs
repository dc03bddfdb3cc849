using Grocery.AppHost;
using Grocery.AppHost.Drills;
using Grocery.AppHost.Processes;
using Grocery.AppHost.Shop;
using Grocery.Load.Stopping;

try
{
    if (AppHostArguments.AskForHelp(args))
    {
        Console.WriteLine(AppHostArguments.Help);
        return ExitCodes.Stopped;
    }

    var arguments = AppHostArguments.Parse(args);
    using var signals = new StopSignals();
    await using var announcing = signals.Asked.Register(() => Console.WriteLine("Stopping everything; a second Ctrl-C kills it."));
    var run = arguments.Drill is { } drill
        ? new DrillCommand(drill, arguments.Minutes, arguments.Shop.Parameters, Console.Out, signals.Asked).RunAsync()
        : new ShopRun(arguments, Console.Out, signals.Asked).RunAsync();
    if (await Task.WhenAny(run, signals.Insisted) == run)
        return await run;

    await ChildProcess.KillAllAsync();
    TemporaryFolder.DeleteAll();
    return ExitCodes.Killed;
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

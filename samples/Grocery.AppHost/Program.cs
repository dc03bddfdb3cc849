using Grocery.AppHost;
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
    return await new ShopRun(arguments, signals, Console.Out).RunAsync();
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

using Grocery.Load;
using Grocery.Load.Stopping;

if (LoadHelp.IsAskedFor(args))
{
    Console.WriteLine(LoadHelp.Text);
    return ExitCodes.Passed;
}

try
{
    var settings = LoadArguments.Parse(args);
    using var signals = new StopSignals();
    return await new LoadCommand(settings, Console.Out, Console.Error).RunAsync(signals);
}
catch (ArgumentException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message}\n'--help' shows all options.");
    return ExitCodes.BadArguments;
}

// Internal, where the build would make it public.
internal static partial class Program;

using Grocery.Versions;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await Tool.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, stop.Token);

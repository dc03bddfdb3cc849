using Grocery.Platform.Cli;

return await GroceryCommand.RunAsync(args, new Terminal(Console.Out, Console.Error, !Console.IsErrorRedirected)).ConfigureAwait(false);

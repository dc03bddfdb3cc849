namespace Grocery.Versions;

/// <summary>The command line.</summary>
internal static class Tool
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadArguments = 2;
    private const int Stopped = 130;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, TimeProvider time, CancellationToken token)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            if (arguments.AskForHelp)
                await output.WriteLineAsync(Help.Of(arguments.Command));
            else
                await new Commands(arguments, Workspace.Find(arguments.Root), time, output).RunAsync(token);
            return Done;
        }
        catch (ArgumentsException exception)
        {
            await error.WriteLineAsync($"{exception.Message}\n--help shows how to use it.");
            return BadArguments;
        }
        catch (Exception exception) when (exception is VersionsException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(exception.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped.");
            return Stopped;
        }
    }
}

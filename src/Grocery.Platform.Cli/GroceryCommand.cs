using System.CommandLine;
using System.CommandLine.Help;
using Grocery.Platform.Cli.Differences;
using Grocery.Platform.Cli.Doctor;
using Grocery.Platform.Cli.Schema;
using Grocery.Platform.Cli.Verification;

namespace Grocery.Platform.Cli;

/// <summary>The command line.</summary>
internal static class GroceryCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        // No RootCommand, which would be called by the name of its assembly.
        var root = new Command(
            "grocery",
            "Looks at services on Grocery.Platform. Ends with 0 when all is well, 1 when there is a finding or a difference, 2 for wrong use, 130 when it was interrupted.")
        {
            new HelpOption(),
            new VersionOption(),
            DoctorCommand.Create(terminal),
            DifferenceCommand.Create(terminal),
            SchemaCommand.Create(terminal),
            VerifyCommand.Create(terminal),
        };
        var parsed = root.Parse(args);
        var exit = await RunAsync(parsed, terminal).ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? ExitCodes.WrongUse : exit;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal)
    {
        var invocation = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (WrongUseException exception)
        {
            await terminal.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCodes.WrongUse;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"A file could not be read or written: {exception.Message}").ConfigureAwait(false);
            return ExitCodes.WrongUse;
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("Interrupted.").ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }
    }
}

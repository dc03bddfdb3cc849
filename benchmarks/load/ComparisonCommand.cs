using System.CommandLine;
using System.Net.Sockets;
using Grocery.Platform.Comparison.Experiments;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison;

/// <summary>The command line.</summary>
internal static class ComparisonCommand
{
    private static readonly Option<string[]> Only = Names("--only", "Experiments to run", Experiment.Names);

    private static readonly Option<string[]> StackNames = Names("--stacks", "Stacks to measure, beside the bare one", [.. Stack.All.Select(stack => stack.Name)]);

    private static readonly Option<int> Rounds = Number("--rounds", ComparisonSettings.DefaultRounds, 1, 1000, "How often each stack has its turn; drain and stdout take a third of it");

    private static readonly Option<int> Seconds = Number("--seconds", ComparisonSettings.DefaultSeconds, 1, 600, "For how long a service is loaded in a round of load");

    private static readonly Option<int> Requests = Number("--requests", ComparisonSettings.DefaultRequests, 1000, 1_000_000_000, "How many requests the soak sends");

    private static readonly Option<int> Pause = Number("--pause", ComparisonSettings.DefaultPause, 0, 600, "For how many seconds a service of the soak rests before each look at its heap");

    private static readonly Option<int> Lines = Number("--lines", ComparisonSettings.DefaultLines, 1000, 1_000_000_000, "How many lines each process of stdout writes");

    private static readonly Option<DirectoryInfo?> Output = new("--output") { Description = "The folder for load.md, load.json and the charts. Default: docs/performance of the checkout around the current folder." };

    private static readonly Option<bool> Gate = new("--gate") { Description = "Ends with 1 when a target of what was run is missed or was not measured." };

    // To end at once would leave the services behind.
    private static readonly TimeSpan TerminationBound = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(
            "Compares whole services on loopback: the bare framework, what a team would put together, and the platform. Ends with 0; with 1 when --gate finds a "
            + "target missed or the live heap grew in the soak, 2 for wrong arguments, 3 when it could not be measured or written, 130 when it was interrupted.")
        {
            Only, StackNames, Rounds, Seconds, Requests, Pause, Lines, Output, Gate,
        };
        root.SetAction((parsed, stop) => RunAsync(parsed, output, error, stop));
        var parsed = root.Parse(args);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = TerminationBound });
        return parsed.Errors.Count > 0 ? ExitCodes.WrongArguments : exit;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if ((parsed.GetValue(Output)?.FullName ?? FindDefaultOutput()) is not { } folder)
        {
            await error.WriteLineAsync("There is no checkout around the current folder: go into one, or name a folder for the results by --output.");
            return ExitCodes.WrongArguments;
        }

        // Bare is always there: every ratio is to it.
        var names = parsed.GetValue(StackNames);
        var settings = new ComparisonSettings
        {
            Experiments = [.. Experiment.Names.Where(name => parsed.GetValue(Only) is not { Length: > 0 } only || only.Contains(name))],
            Stacks = [.. Stack.All.Where(stack => names is not { Length: > 0 } || stack == Stack.Bare || names.Contains(stack.Name))],
            Rounds = parsed.GetValue(Rounds),
            Seconds = parsed.GetValue(Seconds),
            Requests = parsed.GetValue(Requests),
            Pause = parsed.GetValue(Pause),
            Lines = parsed.GetValue(Lines),
            Output = folder,
            IsGate = parsed.GetValue(Gate),
        };
        if (!settings.Experiments.Contains(Experiment.Load) && names?.Select(Stack.Find).FirstOrDefault(stack => !stack.IsDistinct) is { } ratio)
        {
            await error.WriteLineAsync($"--stacks has '{ratio}', which differs from another only in the ratio of traces: only the experiment '{Experiment.Load}' measures it.");
            return ExitCodes.WrongArguments;
        }

        try
        {
            return await new ComparisonRun(settings, output).RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await error.WriteLineAsync("Interrupted; what had ended before is written.");
            return ExitCodes.Interrupted;
        }
        catch (ComparisonException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCodes.NotRun;
        }
        catch (Exception exception) when (exception is InvalidOperationException or SocketException or HttpRequestException or ArgumentException)
        {
            await error.WriteLineAsync($"It could not be measured: {exception.Message}");
            return ExitCodes.NotRun;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The results could not be written to {folder}: {exception.Message}");
            return ExitCodes.NotRun;
        }
    }

    private static Option<string[]> Names(string name, string description, IReadOnlyList<string> allowed) => new(name)
    {
        Description = $"{description}, separated by commas: {string.Join(", ", allowed)}. Default: all.",
        HelpName = "A,B",
        CustomParser = result =>
        {
            string[] names = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];
            foreach (var unknown in names.Except(allowed))
                result.AddError($"{name} has '{unknown}'; allowed: {string.Join(", ", allowed)}.");

            return names;
        },
    };

    private static Option<int> Number(string name, int value, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = FormattableString.Invariant($"{description}: {least:N0} to {most:N0}."), DefaultValueFactory = _ => value, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var number) || number < least || number > most))
                result.AddError(FormattableString.Invariant($"{name} has '{result.Tokens[0].Value}'; allowed: a whole number from {least:N0} to {most:N0}."));
        });
        return option;
    }

    private static string? FindDefaultOutput()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Grocery.Platform.slnx")))
                return Path.Combine(folder.FullName, "docs", "performance");
        }

        return null;
    }
}

using Grocery.Load.Reports;
using Grocery.Load.Stopping;

namespace Grocery.Load;

/// <summary>A load at a terminal, with its reports.</summary>
/// <param name="settings">What was asked for.</param>
/// <param name="output">Gets the progress and the table.</param>
/// <param name="error">Gets why it could not be run, or reported.</param>
internal sealed class LoadCommand(LoadSettings settings, TextWriter output, TextWriter error)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(StopSignals signals)
    {
        using var abandon = new CancellationTokenSource();
        _ = signals.Insisted.ContinueWith(_ => abandon.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await using var announcing = signals.Asked.Register(() => output.WriteLine("Waiting for the answers that are outstanding; a second Ctrl-C reports at once."));
        try
        {
            foreach (var file in new[] { settings.JsonFile, settings.HtmlFile }.OfType<string>())
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);

            var result = await new LoadRun(settings, output).RunAsync(signals.Asked, abandon.Token);
            await output.WriteLineAsync($"\n{ConsoleReport.Write(result)}");
            if (settings.JsonFile is { } json)
                await File.WriteAllTextAsync(json, JsonReport.Write(result));
            if (settings.HtmlFile is { } html)
                await File.WriteAllTextAsync(html, HtmlReport.Write(result));

            return result.IsBroken ? ExitCodes.Broken : result.IsInterrupted ? ExitCodes.Interrupted : ExitCodes.Passed;
        }
        catch (LoadException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCodes.NotRun;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The report could not be written: {exception.Message}");
            return ExitCodes.NotRun;
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopped before anything was sent.");
            return ExitCodes.Interrupted;
        }
    }
}

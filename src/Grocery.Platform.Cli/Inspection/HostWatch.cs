using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace Grocery.Platform.Cli.Inspection;

/// <summary>Waits in the process of a service for its host to be built, looks into it, and ends the process before anything starts.</summary>
internal sealed class HostWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string ConfigurationProblem = "Grocery.Platform.PlatformConfigurationException";

    private readonly string _output;
    private string[] _problems = [];
    private bool _isWritten;

    private HostWatch(string output) => _output = output;

    public static void Begin()
    {
        if (Environment.GetEnvironmentVariable(ServiceInspection.OutputVariable) is not { Length: > 0 } output)
            return;

        // What the service itself starts is not looked into.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        var watch = new HostWatch(output);
        AppDomain.CurrentDomain.FirstChanceException += watch.Note;
        AppDomain.CurrentDomain.UnhandledException += (_, ended) => watch.WriteProblems(ended.ExceptionObject as Exception);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => watch.WriteProblems(null);
        DiagnosticListener.AllListeners.Subscribe(watch);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: "HostBuilt", Value: { } host })
            return;

        Write(Inspect(host));
        Environment.Exit(0);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    // In a method of its own: its types are those of the service, which may not have them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ServiceInspection Inspect(object host) => ServiceInspector.Inspect(host);

    // The service may catch what its configuration throws, and say less.
    private void Note(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (thrown.Exception.GetType().FullName == ConfigurationProblem && ProblemsOf(thrown.Exception) is { } problems && problems.Length >= _problems.Length)
            _problems = problems;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string[]? ProblemsOf(Exception exception) => exception is PlatformConfigurationException known ? [.. known.Problems] : null;

    private void WriteProblems(Exception? exception)
    {
        if (_isWritten)
            return;

        string[] problems = _problems.Length > 0 ? _problems : exception is null ? [] : [$"{exception.GetType()}: {exception.Message}"];
        Write(new ServiceInspection { Problems = problems });
    }

    private void Write(ServiceInspection inspection)
    {
        _isWritten = true;
        File.WriteAllText(_output, JsonSerializer.Serialize(inspection, InspectionJson.Default.ServiceInspection));
    }
}

using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Sees to it that the lines before the end of the process are written, also when nobody stops the host.</summary>
internal sealed class LastLines : IDisposable
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger;
    private readonly LogOutput _output;

    public LastLines(ILogger logger, LogOutput output)
    {
        (_logger, _output) = (logger, output);
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
    }

    private void OnUnhandledException(object sender, UnhandledExceptionEventArgs args)
    {
        Log.ProcessCrashed(_logger, args.ExceptionObject as Exception);
        _output.Flush(LongestFlush);
    }

    private void OnProcessExit(object? sender, EventArgs args) => _output.Flush(LongestFlush);
}

using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Serilog's provider, without the events that it loses.</summary>
[ProviderAlias("Platform")]
internal sealed class PlatformLoggerProvider(Logger pipeline) : ILoggerProvider
{
    private readonly SerilogLoggerProvider _serilog = new(pipeline, dispose: true);

    public ILogger CreateLogger(string categoryName) => new PlatformLogger(_serilog.CreateLogger(categoryName));

    public void Dispose() => _serilog.Dispose();
}

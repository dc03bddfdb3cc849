using System.Runtime.CompilerServices;
using Grocery.Platform.Testing.Captures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Testing;

/// <summary>
/// Keeps what a service in this process logs, as the code gave it: before redaction, the flood limiter and the format of the line. Safe for
/// concurrent use.
/// </summary>
/// <param name="level">The lowest level that is kept, of all categories; by default what the service itself is set to log.</param>
public sealed class LogCapture(LogLevel? level = null)
{
    private readonly Captured<CapturedLine> _lines = new(
        nameof(LogCapture), "line", static line => line.ToString(), "Is the capture added to the service: web.ConfigureTestServices(logs.AddTo)?");

    /// <summary>Gets the lines so far.</summary>
    public IReadOnlyList<CapturedLine> Lines => _lines.All;

    /// <summary>Lets the service log here too.</summary>
    /// <param name="services">The services of a host that is being built.</param>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public void AddTo(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddSingleton<ILoggerProvider>(_ => new LogCaptureProvider(_lines));
        if (level is { } lowest)
            services.Configure<LoggerFilterOptions>(options => options.Rules.Add(new LoggerFilterRule(typeof(LogCaptureProvider).FullName, null, lowest, null)));
    }

    /// <summary>Finds the first line that matches.</summary>
    /// <param name="match">What is looked for.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <returns>The line.</returns>
    /// <exception cref="CaptureException">No line matches; the message lists what was logged.</exception>
    public CapturedLine Expect(Func<CapturedLine, bool> match, [CallerArgumentExpression(nameof(match))] string looked = "") =>
        _lines.Expect(match, looked);

    /// <summary>Fails when any line matches.</summary>
    /// <param name="match">What must not be there.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <exception cref="CaptureException">Lines match; the message lists them.</exception>
    public void ExpectNone(Func<CapturedLine, bool> match, [CallerArgumentExpression(nameof(match))] string looked = "") =>
        _lines.ExpectNone(match, looked);

    /// <summary>Waits for the first line that matches.</summary>
    /// <param name="match">What is looked for.</param>
    /// <param name="within">How long at most; 30 seconds by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <returns>The line.</returns>
    /// <exception cref="CaptureException">None came in time; the message lists what was logged.</exception>
    public Task<CapturedLine> ExpectSoonAsync(
        Func<CapturedLine, bool> match,
        TimeSpan? within = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(match))] string looked = "") => _lines.ExpectSoonAsync(match, looked, within, cancellationToken);

    /// <summary>Forgets the lines so far.</summary>
    public void Clear() => _lines.Clear();
}

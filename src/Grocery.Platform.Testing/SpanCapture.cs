using System.Diagnostics;
using System.Runtime.CompilerServices;
using Grocery.Platform.Testing.Captures;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Testing;

/// <summary>
/// Keeps the spans that a service in this process ends, as its exporters get them: after redaction. Those of the traces of its requests; other
/// services in the same process have traces of their own. Safe for concurrent use.
/// </summary>
/// <param name="sources">The sources, such as <c>Shop.Outbox</c>, whose spans are kept outside of requests too. They are shared by the whole
/// process: a span of another service's is kept as well.</param>
public sealed class SpanCapture(params IReadOnlyList<string> sources)
{
    private readonly RequestTraces _traces = new();
    private readonly Captured<Activity> _spans = new(
        nameof(SpanCapture),
        "span",
        Describe,
        "Is the capture added to the service: web.ConfigureTestServices(spans.AddTo)? Is the source one that the service collects (Platform:Observability:Tracing:Sources)?");

    /// <summary>Gets the spans that have ended so far.</summary>
    public IReadOnlyList<Activity> Spans => _spans.All;

    /// <summary>Lets the service give its spans here too.</summary>
    /// <param name="services">The services of a host that is being built.</param>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public void AddTo(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        // The first filter is the outermost: it sees also the requests that the platform refuses.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(_ => new RequestTracesFilter(_traces)));
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new SpanCaptureProcessor(Keep)));
    }

    /// <summary>Finds the first span that matches.</summary>
    /// <param name="match">What is looked for.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <returns>The span.</returns>
    /// <exception cref="CaptureException">No span matches; the message lists those that ended.</exception>
    public Activity Expect(Func<Activity, bool> match, [CallerArgumentExpression(nameof(match))] string looked = "") => _spans.Expect(match, looked);

    /// <summary>Fails when any span matches.</summary>
    /// <param name="match">What must not be there.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <exception cref="CaptureException">Spans match; the message lists them.</exception>
    public void ExpectNone(Func<Activity, bool> match, [CallerArgumentExpression(nameof(match))] string looked = "") => _spans.ExpectNone(match, looked);

    /// <summary>Waits for the first span that matches. That of a request ends after its answer, so wait for it.</summary>
    /// <param name="match">What is looked for.</param>
    /// <param name="within">How long at most; 30 seconds by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <returns>The span.</returns>
    /// <exception cref="CaptureException">None came in time; the message lists those that ended.</exception>
    public Task<Activity> ExpectSoonAsync(
        Func<Activity, bool> match,
        TimeSpan? within = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(match))] string looked = "") => _spans.ExpectSoonAsync(match, looked, within, cancellationToken);

    /// <summary>Forgets the spans so far.</summary>
    public void Clear() => _spans.Clear();

    private static string Describe(Activity span) =>
        $"{span.Kind} {span.Source.Name}: {span.DisplayName} {span.Status}{Tags.Describe(span.TagObjects)}";

    private void Keep(Activity span)
    {
        if (_traces.Has(span.TraceId) || sources.Contains(span.Source.Name))
            _spans.Add(span);
    }
}

using Microsoft.CodeAnalysis;

namespace Grocery.Platform.Analyzers;

/// <summary>Every rule: what its message says, and the page that explains it.</summary>
internal static class Rules
{
    private const string Pages = "https://github.com/grocery-platform/grocery-platform/blob/main/docs/analyzers/";

    public static readonly DiagnosticDescriptor TaskWait = Create(
        "GROCERY1001",
        "A thread waits for a task in asynchronous code",
        "'{0}' holds a thread until the task ends, and under load no thread is left to end it; await the task",
        "Reliability",
        "A thread that waits for a task serves no other request. Under load the thread pool runs dry, every request waits, and the service looks dead although nothing is busy.");

    public static readonly DiagnosticDescriptor HttpClientByHand = Create(
        "GROCERY1002",
        "An HttpClient is made by hand",
        "This HttpClient has no deadline, retries or breaker of the platform, and its connections are its own; take one from IHttpClientFactory, or register a typed client by AddHttpClient",
        "Reliability",
        "Only clients of the factory go through the platform's outgoing pipeline. A client for each call also uses up the ports of the machine, and one that is kept never sees that an address changed.");

    public static readonly DiagnosticDescriptor RetryLoop = Create(
        "GROCERY1003",
        "HTTP calls are retried by a loop",
        "This loop repeats an HTTP call beside the retries of the platform, so that the attempts multiply and no budget, breaker or deadline ends them; remove the loop, and set MaxRetries of the client instead",
        "Reliability",
        "The platform retries what is safe to repeat, under a budget for each destination. A loop around it multiplies the attempts, just when the destination is overloaded.");

    public static readonly DiagnosticDescriptor LogMessageBuilt = Create(
        "GROCERY1004",
        "A log message is put together at the call",
        "The message is made of its values by {0}: it is built even when the level is off, each value makes another template, and none can be searched; write a template with named placeholders and pass the values",
        "Logging",
        "With a constant template a line keeps its values as attributes, lines of one kind can be counted, and a call under the level costs nothing.");

    public static readonly DiagnosticDescriptor SecretLogged = Create(
        "GROCERY1005",
        "A secret is logged",
        "'{0}' looks like a secret by its name, and goes into the log; leave it out, or log what identifies it, such as its name or version",
        "Security",
        "Logs are copied, kept and read by more people than secrets may be. Redaction at run time is the last line of defence, not the first.");

    public static readonly DiagnosticDescriptor BlockingHealthCheck = Create(
        "GROCERY1006",
        "A health check blocks its thread",
        "'{0}' blocks the thread of a health check, whose time-out can then not end it; {1}",
        "Reliability",
        "A check that blocks cannot be cancelled by its time-out, and holds a thread of the pool while its dependency hangs.");

    public static readonly DiagnosticDescriptor TokenDropped = Create(
        "GROCERY1007",
        "A cancellation token is not passed on",
        "'{0}' is not told when the work is cancelled; pass {1}, or CancellationToken.None when it has to end all the same",
        "Reliability",
        "When the caller has gone, the deadline has passed or the service stops, work without the token goes on for nobody.");

    private static DiagnosticDescriptor Create(string id, string title, string message, string category, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description, Pages + id + ".md");
}

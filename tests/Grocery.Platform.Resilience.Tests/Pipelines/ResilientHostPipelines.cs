using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace Grocery.Platform.Resilience.Tests.Pipelines;

/// <summary>The pipelines of a host, and what they are given to execute.</summary>
internal static class ResilientHostPipelines
{
    public static readonly (string Key, string Value)[] Sensitive =
        [("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerFailureRatio", "0.5"), ("Defaults:MaxRetries", "0")];

    public static ResiliencePipeline Pipeline(this ResilientHost host, string name = "orders") =>
        host.Services.GetRequiredService<IPlatformPipelines>().Get(name);

    /// <summary>Changes the configuration while the host runs.</summary>
    public static void Reload(this ResilientHost host, string key, string value)
    {
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration[$"Platform:Resilience:{key}"] = value;
        configuration.Reload();
    }

    /// <summary>Fails often enough for a sensitive breaker to open.</summary>
    public static async Task OpenBreakerAsync(this ResiliencePipeline pipeline)
    {
        for (var call = 0; call < 4; call++)
            await Assert.ThrowsAsync<IOException>(() => pipeline.FailAsync(new IOException("The disk is on fire.")));
    }

    public static Task FailAsync(this ResiliencePipeline pipeline, Exception failure) =>
        pipeline.ExecuteAsync(_ => ValueTask.FromException(failure), TestContext.Current.CancellationToken).AsTask();

    /// <summary>Executes nothing.</summary>
    /// <returns>Whether the pipeline let it through.</returns>
    public static async Task<bool> RunsAsync(this ResiliencePipeline pipeline)
    {
        var hasRun = false;
        var outcome = await Record.ExceptionAsync(() => pipeline.ExecuteAsync(
            _ =>
            {
                hasRun = true;
                return ValueTask.CompletedTask;
            },
            TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(hasRun, outcome is null);
        return hasRun;
    }

    /// <summary>Waits until its token ends it.</summary>
    public static async ValueTask HangAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    public static Exception Failure(string kind) => kind switch
    {
        "a database that is busy" => new DatabaseException(isTransient: true),
        "a database that says no" => new DatabaseException(isTransient: false),
        "HTTP" => new HttpRequestException("The answer ended early."),
        "HTTP 503" => new HttpRequestException("Unavailable.", null, System.Net.HttpStatusCode.ServiceUnavailable),
        "HTTP 404" => new HttpRequestException("Not found.", null, System.Net.HttpStatusCode.NotFound),
        "a socket" => new SocketException((int)SocketError.ConnectionReset),
        "a stream" => new IOException("The pipe is broken."),
        "a time-out" => new TimeoutException("Too late."),
        "a bug" => new InvalidOperationException("The list is empty."),
        "a token of its own" => new OperationCanceledException("Somebody else gave up."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed class DatabaseException(bool isTransient) : DbException("The statement failed.")
    {
        public override bool IsTransient => isTransient;
    }
}

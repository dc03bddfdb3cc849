using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon;
using Grocery.Platform.Config.SecretsManager;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Config.Tests.Aws;

public sealed class AwsTelemetryTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/grocery/dev/products/Password", "value-never-shown", "SecureString");
        _aws.Secrets.Put("one", """{ "password": "value-never-shown" }""");
        _aws.Configurations.Put("products", "dev", "settings", """{ "A": "value-never-shown" }""");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task No_value_key_or_token_is_in_a_span_or_in_the_log_of_the_SDK()
    {
        var (spans, activities, log) = (new SpanCollector(), new ConcurrentQueue<string>(), new StringWriter());
        using var listener = Listen(activities);
        var (provider, console) = (AWSConfigs.TelemetryProvider.TracerProvider, Console.Out);
        AWSConfigs.TelemetryProvider.RegisterTracerProvider(spans);
        (AWSConfigs.LoggingConfig.LogResponses, AWSConfigs.LoggingConfig.LogTo) = (ResponseLoggingOption.Always, LoggingOptions.Console);
        Console.SetOut(TextWriter.Synchronized(log));
        try
        {
            await ReadEverythingAsync();
        }
        finally
        {
            Console.SetOut(console);
            (AWSConfigs.LoggingConfig.LogResponses, AWSConfigs.LoggingConfig.LogTo) = (ResponseLoggingOption.Never, LoggingOptions.None);
            AWSConfigs.TelemetryProvider.RegisterTracerProvider(provider);
        }

        string[] texts = [.. spans.Texts, .. activities, log.ToString()];
        Assert.Contains("Secrets Manager.GetSecretValue", spans.Texts);
        Assert.Contains("User-Agent Header", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Received response", log.ToString(), StringComparison.Ordinal);
        Assert.Contains(activities, text => text.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("never-shown", StringComparison.Ordinal) || text.Contains(AwsEndpoint.SecretKey, StringComparison.Ordinal));
        Assert.DoesNotContain([.. spans.Texts, .. activities], text => text.Contains("AYAD", StringComparison.Ordinal));
    }

    private static ActivityListener Listen(ConcurrentQueue<string> texts)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                texts.Enqueue(activity.DisplayName);
                foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(item => item.Tags)))
                    texts.Enqueue($"{name}={value}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private async Task ReadEverythingAsync()
    {
        var time = new ManualTimeProvider();
        _aws.Fail(AwsFault.InternalError, times: 2);
        await using var service = await Retries.PassAsync(time, Task.Run(() => RunningService.StartAsync(
            Some.Connection(_aws) with { Time = time },
            time,
            ("Platform:Config:SecretsManager:Enabled", "true"),
            ("Platform:Config:SecretsManager:Secrets:One", "one"),
            ("Platform:Config:AppConfig:Enabled", "true"),
            ("Platform:Config:AppConfig:Profiles:0", "settings"))));
        _aws.Secrets.PutPending("one", """{ "password": "pending-never-shown" }""");
        await service.Services.GetRequiredService<ISecretStages>().ReadAsync("One", TestContext.Current.CancellationToken);
        Assert.Equal("value-never-shown", service.Configuration["A"]);
    }
}

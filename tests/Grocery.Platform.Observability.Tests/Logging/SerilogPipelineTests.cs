using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Configuration;
using Serilog.Context;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class SerilogPipelineTests
{
    [Fact]
    public void A_sink_and_an_enricher_from_the_container_work_beside_the_lines()
    {
        var sink = new TeamSink();
        using var logging = new LoggerUnderTest(builder =>
        {
            builder.Services.AddSingleton<ILogEventSink>(sink);
            builder.Services.AddSingleton<ILogEventEnricher>(new TeamEnricher());
        });

        logging["Shop"].LogInformation("Hello {Name}", "ulm");

        Assert.Equal("Hello \"ulm\"", Assert.Single(sink.Events).RenderMessage(null));
        Assert.Equal("fruit", Assert.Single(logging.Log.Lines).GetProperty("attributes").GetProperty("Team").GetString());
    }

    [Fact]
    public void The_Serilog_section_adds_sinks_and_properties_and_can_raise_the_level()
    {
        TeamSinkConfiguration.Sink.Events.Clear();
        using var logging = new LoggerUnderTest(
            null,
            ("Serilog:Using:0", typeof(TeamSinkConfiguration).Assembly.GetName().Name),
            ("Serilog:WriteTo:0:Name", nameof(TeamSinkConfiguration.TeamSink)),
            ("Serilog:Properties:Region", "eu"),
            ("Serilog:MinimumLevel:Override:Noise", "Fatal"));

        logging["Shop"].LogInformation("kept");
        logging["Noise"].LogError("filtered");

        Assert.Equal("kept", Assert.Single(TeamSinkConfiguration.Sink.Events).RenderMessage(null));
        Assert.Equal("eu", Assert.Single(logging.Log.Lines).GetProperty("attributes").GetProperty("Region").GetString());
    }

    [Fact]
    public void The_log_context_of_Serilog_becomes_attributes_when_its_section_asks_for_it()
    {
        using var logging = new LoggerUnderTest(null, ("Serilog:Enrich:0", "FromLogContext"));

        using (LogContext.PushProperty("Tenant", "ulm"))
            logging["Shop"].LogInformation("line");

        Assert.Equal("ulm", Assert.Single(logging.Log.Lines).GetProperty("attributes").GetProperty("Tenant").GetString());
    }

    [Fact]
    public void A_sink_gets_no_secret_among_the_properties()
    {
        var sink = new TeamSink();
        using var logging = new LoggerUnderTest(builder =>
        {
            builder.Services.AddSecretValues().Add("hunter2!");
            builder.Services.AddSingleton<ILogEventSink>(sink);
        });

        logging["Shop"].LogInformation("{Text} {@Tree} {List}", "hunter2!", new { Deep = "hunter2!" }, new[] { "hunter2!" });

        var item = Assert.Single(sink.Events);
        Assert.DoesNotContain("hunter2!", item.RenderMessage(null), StringComparison.Ordinal);
        Assert.Equal("\"***\"", item.Properties["Text"].ToString());
    }

    [Fact]
    public void A_property_of_an_enricher_with_a_secret_name_is_masked()
    {
        using var logging = new LoggerUnderTest(null, ("Serilog:Properties:DbPassword", "hunter2"));

        logging["Shop"].LogInformation("line");

        Assert.Equal("***", Assert.Single(logging.Log.Lines).GetProperty("attributes").GetProperty("DbPassword").GetString());
    }

    [Fact]
    public void A_sink_that_throws_does_not_cost_the_line()
    {
        using var logging = new LoggerUnderTest(builder => builder.Services.AddSingleton<ILogEventSink>(new BrokenSink()));

        logging["Shop"].LogInformation("line");

        Assert.Single(logging.Log.Lines);
    }

    private sealed class TeamEnricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) =>
            logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("Team", "fruit"));
    }

    private sealed class BrokenSink : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => throw new InvalidOperationException("broken");
    }
}

/// <summary>A third party's sink.</summary>
public sealed class TeamSink : ILogEventSink
{
    public ConcurrentQueue<LogEvent> Events { get; } = new();

    public void Emit(LogEvent logEvent) => Events.Enqueue(logEvent);
}

/// <summary>What the package of a third party's sink brings for the configuration.</summary>
public static class TeamSinkConfiguration
{
    public static TeamSink Sink { get; } = new();

    public static LoggerConfiguration TeamSink(this LoggerSinkConfiguration sinks) => sinks.Sink(Sink);
}

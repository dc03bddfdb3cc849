namespace Grocery.Monitoring.Tests.Collecting;

/// <summary>The files of the collector as far as they can be checked without it.</summary>
public sealed class CollectorTests
{
    private const string Shared = "collector.yml";

    public static TheoryData<string> Destinations =>
        [.. Directory.GetFiles(MonitoringFiles.Folder, "collector-*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Destinations))]
    public void With_each_destination_every_part_is_known_defined_and_used(string destination) =>
        Assert.Empty(With(destination).Problems());

    [Theory]
    [InlineData("collector-grafana.yml", "otlp/tempo", "otlphttp/loki")]
    [InlineData("collector-zipkin.yml", "zipkin", "otlphttp/loki")]
    [InlineData("collector-aws.yml", "awsxray", "awscloudwatchlogs")]
    public void Each_signal_goes_where_the_file_says(string destination, string traces, string logs)
    {
        var configuration = With(destination);

        Assert.Equal([traces], configuration.Pipeline("traces", "exporters"));
        Assert.Equal([logs], configuration.Pipeline("logs", "exporters"));
        Assert.Equal(["prometheus"], configuration.Pipeline("metrics", "exporters"));
    }

    [Fact]
    public void Sampling_keeps_what_failed_what_was_slow_and_what_a_service_has_kept()
    {
        var configuration = new CollectorConfiguration(Yaml.Read(MonitoringFiles.Path(Shared)));

        Assert.Contains("tail_sampling", configuration.Pipeline("traces", "processors"));
        Assert.Equal("ERROR", Assert.Single(configuration.Policy("status_code").Member("status_codes").Items()).Text());
        Assert.Equal("500", configuration.Policy("latency").Member("threshold_ms").Text());
        Assert.Equal("grocery.sampling.kept", configuration.Policy("string_attribute").Member("key").Text());
    }

    [Theory]
    [InlineData("batch:", "bach:", "processors: nobody knows bach", "processors: batch is used and not defined", "processors: bach is defined and not used")]
    [InlineData("check_interval:", "interval:", "processors: memory_limiter has no key interval")]
    [InlineData("[memory_limiter, batch]", "[batch, memory_limiter]", "metrics: memory_limiter comes first, and batch last", "logs: memory_limiter comes first, and batch last")]
    [InlineData("exporters: [prometheus]", "exporters: []", "metrics: a pipeline needs a receiver and an exporter", "exporters: prometheus is defined and not used")]
    [InlineData("        status_code:\n", "        statuscode:\n", "tail_sampling: errors is no policy of a name, a type and its settings")]
    public void What_a_collector_would_refuse_is_found(string text, string broken, params string[] problems)
    {
        var shared = File.ReadAllText(MonitoringFiles.Path(Shared));
        Assert.Contains(text, shared, StringComparison.Ordinal);

        var found = new CollectorConfiguration(Yaml.Parse(shared.Replace(text, broken, StringComparison.Ordinal)), Yaml.Read(MonitoringFiles.Path("collector-grafana.yml"))).Problems();

        Assert.Equal(problems.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_secret_in_the_file_is_found()
    {
        var found = new CollectorConfiguration(
            Yaml.Read(MonitoringFiles.Path(Shared)),
            Yaml.Parse(File.ReadAllText(MonitoringFiles.Path("collector-grafana.yml")).Replace("${env:TEMPO_AUTHORIZATION:-}", "Basic abc", StringComparison.Ordinal))).Problems();

        Assert.Equal("/exporters/otlp/tempo/headers/authorization is no ${env:NAME}", Assert.Single(found));
    }

    private static CollectorConfiguration With(string destination) =>
        new(Yaml.Read(MonitoringFiles.Path(Shared)), Yaml.Read(MonitoringFiles.Path(destination)));
}

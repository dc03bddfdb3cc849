using Grocery.Platform.Observability.Prometheus;

namespace Grocery.Platform.Observability.Tests.Prometheus;

public sealed class PrometheusNameTests
{
    [Theory]
    [InlineData("http.server.request.duration", "s", "histogram", "http_server_request_duration_seconds")]
    [InlineData("http.server.active_requests", "{request}", "gauge", "http_server_active_requests")]
    [InlineData("dotnet.gc.collections", "{collection}", "counter", "dotnet_gc_collections_total")]
    [InlineData("dotnet.process.memory.working_set", "By", "gauge", "dotnet_process_memory_working_set_bytes")]
    [InlineData("dotnet.process.cpu.time", "s", "counter", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("dotnet.assembly.count", "{assembly}", "gauge", "dotnet_assembly_count_value")]
    [InlineData("cpu.utilization", "1", "gauge", "cpu_utilization_ratio")]
    [InlineData("hits", "1", "counter", "hits_total")]
    [InlineData("hits.total", null, "counter", "hits_total")]
    [InlineData("queue.total", "", "gauge", "queue_total_value")]
    [InlineData("wait_seconds", "s", "gauge", "wait_seconds")]
    [InlineData("speed", "m/s", "gauge", "speed_meters_per_second")]
    [InlineData("rate", "{request}/s", "gauge", "rate_per_second")]
    [InlineData("space", "foobar", "gauge", "space_foobar")]
    [InlineData("a..b--c/d", null, "gauge", "a_b_c_d")]
    [InlineData("3rd.party", null, "gauge", "_3rd_party")]
    [InlineData("größe", null, "gauge", "gr_e")]
    public void Names_follow_the_compatibility_specification(string name, string? unit, string type, string expected) =>
        Assert.Equal(expected, PrometheusName.OfMetric(name, unit, type));
}

using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Observability.Tests.Resources;

public sealed class EcsResourceTests
{
    private const string Arn = "arn:aws:ecs:us-west-2:111122223333";

    // As the developer guide of Amazon ECS shows them for Fargate, shortened.
    private const string Container = """
        {
          "DockerId": "cd189a933e5849daa93386466019ab50-2495160603",
          "Name": "curl",
          "DockerName": "curl",
          "Image": "111122223333.dkr.ecr.us-west-2.amazonaws.com:443/curltest:latest@sha256:25f3695bedfb454a50f12d127839a68ad3caf91e451c1da073db34c542c4d2cb",
          "ImageID": "sha256:25f3695bedfb454a50f12d127839a68ad3caf91e451c1da073db34c542c4d2cb",
          "Labels": { "com.amazonaws.ecs.cluster": "arn:aws:ecs:us-west-2:111122223333:cluster/default" },
          "DesiredStatus": "RUNNING",
          "Limits": { "CPU": 10, "Memory": 128 },
          "Networks": [ { "NetworkMode": "awsvpc", "IPv4Addresses": [ "192.0.2.3" ] } ],
          "ContainerARN": "arn:aws:ecs:us-west-2:111122223333:container/05966557-f16c-49cb-9352-24b3a0dcd0e1",
          "LogOptions": { "awslogs-create-group": "true", "awslogs-group": "/ecs/containerlogs", "awslogs-region": "us-west-2", "awslogs-stream": "ecs/curl/cd189a933e5849daa93386466019ab50" },
          "LogDriver": "awslogs"
        }
        """;

    private const string FargateTask = """
        {
          "Cluster": "arn:aws:ecs:us-west-2:111122223333:cluster/default",
          "TaskARN": "arn:aws:ecs:us-west-2:111122223333:task/default/e9028f8d5d8e4f258373e7b93ce9a3c3",
          "Family": "curltest",
          "Revision": "3",
          "DesiredStatus": "RUNNING",
          "AvailabilityZone": "us-west-2b",
          "LaunchType": "FARGATE",
          "Containers": []
        }
        """;

    private const string Ec2Task = """
        { "Cluster": "default", "TaskARN": "arn:aws:ecs:us-west-2:111122223333:task/default/158d1c8083dd49d6b527399fd6414f5c", "Family": "curltest", "Revision": "26", "LaunchType": "EC2" }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_and_metrics_say_which_task_and_container_they_come_from()
    {
        await using var metadata = await ScriptedServer.StartAsync(Json(Container), Json(FargateTask));
        await using var collector = await OtlpReceiver.StartAsync();

        var info = await TargetAsync(metadata, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(["/v4/cd18", "/v4/cd18/task"], metadata.Received.Select(request => request.Path));
        var resource = collector.Spans.First().Resource;
        string[][] expected =
        [
            ["cloud.provider", "aws"],
            ["cloud.platform", "aws_ecs"],
            ["cloud.region", "us-west-2"],
            ["cloud.account.id", "111122223333"],
            ["cloud.availability_zone", "us-west-2b"],
            ["cloud.resource_id", Arn + ":container/05966557-f16c-49cb-9352-24b3a0dcd0e1"],
            ["aws.ecs.container.arn", Arn + ":container/05966557-f16c-49cb-9352-24b3a0dcd0e1"],
            ["aws.ecs.cluster.arn", Arn + ":cluster/default"],
            ["aws.ecs.launchtype", "fargate"],
            ["aws.ecs.task.arn", Arn + ":task/default/e9028f8d5d8e4f258373e7b93ce9a3c3"],
            ["aws.ecs.task.id", "e9028f8d5d8e4f258373e7b93ce9a3c3"],
            ["aws.ecs.task.family", "curltest"],
            ["aws.ecs.task.revision", "3"],
            ["container.id", "cd189a933e5849daa93386466019ab50-2495160603"],
            ["container.name", "curl"],
            ["container.image.name", "111122223333.dkr.ecr.us-west-2.amazonaws.com:443/curltest"],
        ];
        foreach (var pair in expected)
        {
            Assert.Equal(pair[1], resource[pair[0]]);
            Assert.Contains($"{pair[0].Replace('.', '_')}=\"{pair[1]}\"", info, StringComparison.Ordinal);
        }

        Assert.Contains("""container_image_tags="[\"latest\"]""", info, StringComparison.Ordinal);
        Assert.Contains("""aws_log_group_names="[\"/ecs/containerlogs\"]""", info, StringComparison.Ordinal);
        Assert.Contains("""aws_log_group_arns="[\"arn:aws:logs:us-west-2:111122223333:log-group:/ecs/containerlogs:*\"]""", info, StringComparison.Ordinal);
        Assert.Contains("""log-group:/ecs/containerlogs:log-stream:ecs/curl/cd189a933e5849daa93386466019ab50\"]""", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_cluster_becomes_its_ARN_and_an_operators_variable_wins()
    {
        await using var metadata = await ScriptedServer.StartAsync(Json("""{"DockerId":"abc","Image":"curl"}"""), Json(Ec2Task));

        var info = await TargetAsync(metadata, ("OTEL_RESOURCE_ATTRIBUTES", "cloud.region=mars-1,service.name=no"));

        Assert.Contains($"aws_ecs_cluster_arn=\"{Arn}:cluster/default\"", info, StringComparison.Ordinal);
        Assert.Contains("aws_ecs_launchtype=\"ec2\"", info, StringComparison.Ordinal);
        Assert.Contains("cloud_region=\"mars-1\"", info, StringComparison.Ordinal);
        Assert.Contains("service_name=\"shop\"", info, StringComparison.Ordinal);
        Assert.DoesNotContain("container_image_tags", info, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("stalls")]
    [InlineData("500")]
    [InlineData("html")]
    [InlineData("list")]
    public async Task What_the_endpoint_does_never_stops_the_start(string fault)
    {
        await using var metadata = await ScriptedServer.StartAsync(fault switch
        {
            "hangs" => Reply.Hang,
            "stalls" => Reply.StallBody,
            "500" => Reply.Status(StatusCodes.Status500InternalServerError),
            "html" => Json("<html>"),
            _ => Json("[]"),
        });
        await using var service = await ServiceUnderTest.StartAsync(null, null, ("ECS_CONTAINER_METADATA_URI_V4", metadata.Address + "v4/cd18"));

        var info = await TargetAsync(service);

        Assert.Contains("service_name=\"shop\"", info, StringComparison.Ordinal);
        Assert.DoesNotContain("aws_ecs_task", info, StringComparison.Ordinal);
        if (fault != "list")
        {
            var line = Assert.Single(service.Log.Lines, line => line.GetProperty("event_id").GetInt32() == 2030);
            Assert.StartsWith("EcsDetector found nothing", line.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> TargetAsync(ScriptedServer metadata, params (string Key, string? Value)[] settings)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"), null, [("ECS_CONTAINER_METADATA_URI_V4", metadata.Address + "v4/cd18"), .. settings]);
        await service.Client.GetStringAsync(new Uri("/hello", UriKind.Relative), Stop);
        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "the request ends");
        return await TargetAsync(service);
    }

    private static async Task<string> TargetAsync(ServiceUnderTest service) => Assert.Single(
        Scrape.Samples(await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop), "target_info")).Labels;

    private static Func<HttpContext, Task> Json(string body) => context => context.Response.WriteAsync(body);
}

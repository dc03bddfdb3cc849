using System.Text.Json;

namespace Grocery.Platform.Observability.Resources;

/// <summary>Names what the task metadata endpoint says by the semantic conventions; what it leaves out, it leaves out too.</summary>
internal sealed class EcsAttributes
{
    private const int ArnParts = 6;
    private const int ArnRegion = 3;
    private const int ArnAccount = 4;

    public Dictionary<string, object> All { get; } = new()
    {
        ["cloud.provider"] = "aws",
        ["cloud.platform"] = "aws_ecs",
    };

    public void AddContainer(JsonElement container)
    {
        Add("container.id", TextOf(container, "DockerId"));
        Add("container.name", TextOf(container, "DockerName"));
        Add("container.image.id", TextOf(container, "ImageID"));
        AddImage(TextOf(container, "Image"));
        if (TextOf(container, "ContainerARN") is { } arn)
        {
            Add("aws.ecs.container.arn", arn);
            Add("cloud.resource_id", arn);
        }

        if (TextOf(container, "LogDriver") == "awslogs" && container.TryGetProperty("LogOptions", out var log) && log.ValueKind == JsonValueKind.Object)
            AddLog(log, TextOf(container, "ContainerARN"));
    }

    public void AddTask(JsonElement task)
    {
        Add("cloud.availability_zone", TextOf(task, "AvailabilityZone"));
        Add("aws.ecs.launchtype", TextOf(task, "LaunchType")?.ToLowerInvariant());
        Add("aws.ecs.task.family", TextOf(task, "Family"));
        Add("aws.ecs.task.revision", TextOf(task, "Revision"));
        if (TextOf(task, "TaskARN") is not { } arn || Parts(arn) is not { } parts)
            return;

        Add("aws.ecs.task.arn", arn);
        Add("aws.ecs.task.id", arn[(arn.LastIndexOf('/') + 1)..]);
        Add("cloud.region", parts[ArnRegion]);
        Add("cloud.account.id", parts[ArnAccount]);

        // The agent on an EC2 instance says the name alone.
        if (TextOf(task, "Cluster") is { } cluster)
            Add("aws.ecs.cluster.arn", Parts(cluster) is null ? $"{string.Join(':', parts[..(ArnAccount + 1)])}:cluster/{cluster}" : cluster);
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
        && member.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string[]? Parts(string arn) => arn.Split(':', ArnParts) is { Length: ArnParts } parts && parts[0] == "arn" ? parts : null;

    // name[:tag][@digest], where the name may begin with a registry and its port.
    private void AddImage(string? image)
    {
        if (image is null)
            return;

        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        var hasTag = colon > name.LastIndexOf('/');
        Add("container.image.name", hasTag ? name[..colon] : name);
        if (hasTag)
            All["container.image.tags"] = new[] { name[(colon + 1)..] };
    }

    private void AddLog(JsonElement log, string? containerArn)
    {
        var (group, stream, region) = (TextOf(log, "awslogs-group"), TextOf(log, "awslogs-stream"), TextOf(log, "awslogs-region"));
        if (group is null)
            return;

        All["aws.log.group.names"] = new[] { group };
        if (stream is not null)
            All["aws.log.stream.names"] = new[] { stream };
        if (region is null || containerArn is null || Parts(containerArn) is not { } parts)
            return;

        var groupArn = $"{parts[0]}:{parts[1]}:logs:{region}:{parts[ArnAccount]}:log-group:{group}";
        All["aws.log.group.arns"] = new[] { groupArn + ":*" };
        if (stream is not null)
            All["aws.log.stream.arns"] = new[] { $"{groupArn}:log-stream:{stream}" };
    }

    private void Add(string name, string? value)
    {
        if (value is not null)
            All[name] = value;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Grocery.Slo.Definition;
using Grocery.Slo.Output;

namespace Grocery.Slo.CloudWatch;

/// <summary>
/// The promises that a load balancer can see: all requests, by server errors and by time. They are the variable <c>slo</c> of
/// <c>infra/terraform/system</c>.
/// </summary>
internal static class LoadBalancerThresholds
{
    public const string Availability = "availability";
    public const string Latency = "latency";
    private const string Status = "http_response_status_code";
    private const string ServerErrors = "5..";

    /// <summary>Finds what keeps the promises of a service from being told to the load balancer.</summary>
    public static IEnumerable<Problem> FindProblems(SloFile file)
    {
        var (availability, latency) = (Find(file, Availability), Find(file, Latency));
        if (availability is null)
            yield return new Problem(file.Path, file.Line, $"{file.Service} has no slo with the name {Availability}, from which the alarms of the load balancer are made: add it.");
        else if (!CountsRequests(availability) || availability.Indicator.Failed is not [{ Label: Status, Value: ServerErrors, IsPattern: true }])
            yield return new Problem(file.Path, availability.Indicator.Line, $"{Availability} is for the load balancer too, which sees the server errors of all requests: use metric {Indicator.Requests}, failed {Status}: ~{ServerErrors} and no where; or call it something else.");

        if (latency is not null && (!CountsRequests(latency) || latency.Indicator.Within is null))
            yield return new Problem(file.Path, latency.Indicator.Line, $"{Latency} is for the load balancer too, which sees the time of all requests: use metric {Indicator.Requests}, within and no where; or call it something else.");
    }

    public static string Write(IEnumerable<SloFile> files)
    {
        var services = new JsonObject();
        foreach (var file in files.OrderBy(file => file.Service, StringComparer.Ordinal))
        {
            var latency = Find(file, Latency);
            var thresholds = new JsonObject
            {
                ["availability"] = Find(file, Availability)!.Objective,
                ["latency_seconds"] = latency?.Indicator.Within ?? 0,
                ["minimum_failures"] = file.MinimumFailures,
            };
            if (latency is not null)
                thresholds["latency_percent"] = latency.Objective;

            services.Add(file.Service, thresholds);
        }

        return JsonSerializer.Serialize(new JsonObject { ["slo"] = services }, GeneratedFiles.Json) + "\n";
    }

    private static Promise? Find(SloFile file, string name) => file.Promises.FirstOrDefault(promise => promise.Name == name);

    private static bool CountsRequests(Promise promise) => promise.Indicator is { Metric: Indicator.Requests, Where.Count: 0 };
}

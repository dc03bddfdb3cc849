using System.Text.Json;
using Grocery.Platform.Testing;

namespace Grocery.Monitoring.Tests.Live;

/// <summary>What a receiver was told of one alert.</summary>
internal sealed record Notification(string Receiver, bool IsFiring, string Alert, string Job, string Environment, string Runbook)
{
    /// <summary>Reads what came to a webhook whose path is the name of the receiver.</summary>
    public static IEnumerable<Notification> In(ReceivedRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return
        [
            .. from alert in document.RootElement.Member("alerts").Items()
               let labels = alert.Member("labels")
               select new Notification(
                   request.Path.Trim('/'),
                   alert.Member("status").Text() == "firing",
                   labels.Member("alertname").Text(),
                   labels.Member("job").Text(),
                   labels.Member("environment").Text(),
                   alert.Member("annotations").Member("runbook_url").Text()),
        ];
    }
}

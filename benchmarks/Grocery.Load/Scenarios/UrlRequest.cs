using System.Text;
using Grocery.Load.Requests;

namespace Grocery.Load.Scenarios;

/// <summary>A request that is sent as it was written down.</summary>
/// <param name="Url">Where it goes.</param>
internal sealed record UrlRequest(Uri Url)
{
    public string? Name { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Get;

    public double Weight { get; init; } = 1;

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public string? Body { get; init; }

    public string ScenarioName => Name ?? $"{Method} {Url}";

    public Scenario ToScenario(RequestSender sender) =>
        new(ScenarioName, Weight, start => sender.SendAsync(new Step(ScenarioName), Create(), start));

    /// <exception cref="FormatException">A header is none.</exception>
    public HttpRequestMessage Create()
    {
        var request = new HttpRequestMessage(Method, Url);
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            request.Content.Headers.ContentType = new("application/json");
        }

        foreach (var (name, value) in Headers)
            Add(request, name, value);

        return request;
    }

    // Which of the two a header belongs to only .NET wants to know.
    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryAddWithoutValidation(name, value))
            return;

        request.Content?.Headers.Remove(name);
        if (request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            throw new FormatException($"The header '{name}' is none that a request has{(request.Content is null ? " without a body" : "")}.");
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks.ParameterStore;

/// <summary>Answers GetParametersByPath with ready pages of ten, in a process of its own so that its allocations do not count.</summary>
internal static class ParameterServer
{
    private const int PageSize = 10;

    public static async Task RunAsync(int count, int valueLength, string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var pages = Enumerable.Range(0, count / PageSize).Select(page => Page(page, count, valueLength)).ToArray();
        app.MapGet("/weight", () => pages.Sum(page => page.Length));
        app.MapPost("/", async (HttpRequest request) =>
        {
            var asked = await JsonNode.ParseAsync(request.Body);
            var page = (string?)asked!["NextToken"] is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
            return Results.Bytes(pages[page], "application/x-amz-json-1.1");
        });
        await app.RunAsync();
    }

    private static byte[] Page(int page, int count, int valueLength)
    {
        var reply = new JsonObject { ["Parameters"] = new JsonArray([.. Enumerable.Range(page * PageSize, PageSize).Select(i => Parameter(i, valueLength))]) };
        if ((page + 1) * PageSize < count)
            reply["NextToken"] = (page + 1).ToString(CultureInfo.InvariantCulture);

        return System.Text.Encoding.UTF8.GetBytes(reply.ToJsonString());
    }

    private static JsonObject Parameter(int i, int valueLength) => new JsonObject
    {
        ["ARN"] = $"arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/prod/products/Section{i % 50}/Key{i}",
        ["DataType"] = "text",
        ["LastModifiedDate"] = 1774000000.123 + i,
        ["Name"] = $"/grocery/prod/products/Section{i % 50}/Key{i}",
        ["Type"] = "String",
        ["Value"] = new string('v', valueLength),
        ["Version"] = 1 + (i % 7),
    };
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Abstractions.Tests;

/// <summary>An endpoint that changes something: its share, for a time.</summary>
public sealed class ManagementAccessTests : IAsyncDisposable
{
    private static readonly string[] Members = ["share", "ttl", "name", "by"];

    private readonly int _port = FreePort.Next();
    private readonly HttpClient _client = new();
    private string _changed = "";
    private WebApplication? _app;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_reads_its_members_and_knows_who_asks()
    {
        await StartAsync();

        var (status, answer) = await PutAsync("""{"share":0.25,"ttl":"00:10:00","name":null,"by":"ann"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("0.25 00:10:00 True ann 127.0.0.1", answer.GetProperty("changed").GetString());
    }

    [Fact]
    public async Task A_member_that_is_missing_has_no_value()
    {
        await StartAsync();

        var (_, answer) = await PutAsync("{}");

        Assert.Equal("  False  127.0.0.1", answer.GetProperty("changed").GetString());
    }

    [Theory]
    [InlineData("""{"share":1.5}""", "share must be a number from 0 to 1.")]
    [InlineData("""{"share":"1"}""", "share must be a number from 0 to 1.")]
    [InlineData("""{"share":true}""", "share must be a number from 0 to 1.")]
    [InlineData("""{"ttl":"7"}""", "ttl must be a duration from 00:00:01 to 01:00:00, written hh:mm:ss.")]
    [InlineData("""{"ttl":60}""", "ttl must be a string.")]
    [InlineData("""{"by":""}""", "by must be a name of 1 to 100 characters.")]
    [InlineData("""{"ratio":1}""", "The body has an unknown member; known are share, ttl, name, by.")]
    [InlineData("""{"name":"\ud800"}""", "The body has a text that is not valid Unicode.")]
    [InlineData("7", "The body must be a JSON object; its members are share, ttl, name, by.")]
    [InlineData("", "The body is not JSON.")]
    public async Task What_is_not_understood_changes_nothing(string body, string detail)
    {
        await StartAsync();

        var (status, answer) = await PutAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, ""), (status, _changed));
        Assert.Equal(("Bad Request", 400, detail), ReadProblem(answer));
    }

    [Fact]
    public async Task A_body_is_read_up_to_its_bound_and_the_change_itself_can_refuse()
    {
        await StartAsync();

        var (tooLong, _) = await PutAsync(new string(' ', 4097));
        var (taken, answer) = await PutAsync("""{"name":"taken"}""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.Conflict), (tooLong, taken));
        Assert.Equal(("Conflict", 409, "taken is taken."), ReadProblem(answer));
    }

    [Fact]
    public async Task Without_a_management_port_nothing_is_changed_outside_of_Development()
    {
        await StartAsync(managementPort: false);

        var (status, answer) = await PutAsync("""{"share":1}""");

        Assert.Equal((HttpStatusCode.Forbidden, ""), (status, _changed));
        Assert.Equal(("Forbidden", 403, "Changes are made only on the management port. Set Platform:Management:Port."), ReadProblem(answer));
    }

    [Fact]
    public async Task A_HEAD_is_told_the_length_and_no_more()
    {
        await StartAsync();

        using var answer = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/share"), Stop);

        Assert.Equal(("application/json", 14), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentLength));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private static (string?, int, string?) ReadProblem(JsonElement answer) =>
        (answer.GetProperty("title").GetString(), answer.GetProperty("status").GetInt32(), answer.GetProperty("detail").GetString());

    private async Task StartAsync(bool managementPort = true)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (managementPort)
            builder.Configuration["Platform:Management:Port"] = _port.ToString(CultureInfo.InvariantCulture);

        builder.Services.AddPlatformEndpoint(services =>
        {
            var access = services.GetRequiredService<ManagementAccess>();
            return new PlatformEndpoint("/share", EndpointPlacement.ManagementPortIfSet, context => AnswerAsync(access, context))
            {
                Methods = ["GET", "HEAD", "PUT"],
            };
        });
        _app = builder.Build();
        await _app.StartAsync(Stop);
        _client.BaseAddress = managementPort ? new Uri($"http://127.0.0.1:{_port}") : new Uri(_app.Urls.Single());
    }

    private async Task AnswerAsync(ManagementAccess access, HttpContext context)
    {
        if (!HttpMethods.IsPut(context.Request.Method) || await access.TryChangeAsync(context, Members, Change))
            await JsonAnswer.WriteAsync(context, Report);
    }

    private void Report(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("changed", _changed);
        json.WriteEndObject();
    }

    private void Change(ManagementChange change)
    {
        if (change.Text("name") == "taken")
            throw new ManagementChangeException(StatusCodes.Status409Conflict, "taken is taken.");

        var (share, ttl) = (change.Number("share", 0, 1), change.Duration("ttl", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));
        _changed = string.Create(CultureInfo.InvariantCulture, $"{share} {ttl:c} {change.IsNull("name")} {change.By.Name} {change.By.Address}");
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PutAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PutAsync(new Uri("/share", UriKind.Relative), content, Stop);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }
}

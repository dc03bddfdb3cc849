using Grocery.Platform.Analyzers.Http;

namespace Grocery.Platform.Analyzers.Tests.Http;

public sealed class HttpClientTests
{
    [Theory]
    [InlineData("class Prices { readonly HttpClient _client = {|GROCERY1002:new HttpClient()|}; }")]
    [InlineData("class Prices { static readonly HttpClient Client = {|GROCERY1002:new()|}; }")]
    [InlineData("class Prices { string Read() { using var client = {|GROCERY1002:new HttpClient { BaseAddress = new Uri(\"http://a\") }|}; return \"\"; } }")]
    [InlineData("class Prices { HttpClient Make() => {|GROCERY1002:new HttpClient(new HttpClientHandler())|}; }")]
    [InlineData("class Prices { HttpClient Make() => {|GROCERY1002:new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2 }, true)|}; }")]
    [InlineData("static class Setup { static void Add(IServiceCollection services) => services.AddSingleton(_ => {|GROCERY1002:new HttpClient()|}); }")]
    public Task A_client_by_hand_is_found(string source) => Verify.FindsAsync<HttpClientAnalyzer>(source);

    [Theory]
    [InlineData("class Prices { static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }); }")]
    [InlineData("class Prices(HttpMessageHandler handler) { HttpClient Make() => new HttpClient(handler, disposeHandler: false); }")]
    [InlineData("class Prices(IHttpMessageHandlerFactory handlers) { HttpClient Make() => new HttpClient(handlers.CreateHandler(\"a\")); }")]
    [InlineData("class Prices(IHttpClientFactory clients) { HttpClient Make() => clients.CreateClient(\"a\"); }")]
    [InlineData("class Clients : IHttpClientFactory { public HttpClient CreateClient(string name) => new HttpClient(); }")]
    [InlineData("class PriceClient : HttpClient { static PriceClient Make() => new PriceClient(); }")]
    [InlineData("static class Program { static void Main() { using var client = new HttpClient(); } }")]
    [InlineData("namespace Xunit { public class FactAttribute : Attribute; } class PricesTests { readonly HttpClient _client = new(); }")]
    public Task A_client_with_connections_that_someone_chose_is_not(string source) => Verify.FindsAsync<HttpClientAnalyzer>(source);

    [Fact]
    public Task An_entry_point_may_have_one_and_its_endpoints_may_not() => Verify.FindsAsync<HttpClientAnalyzer>("""
        if (args is ["--check"])
        {
            using var client = new HttpClient();
            return;
        }

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => {|GROCERY1002:new HttpClient()|}.GetStringAsync("http://a"));
        app.Run();
        """);

    [Fact]
    public Task A_tool_without_the_outgoing_pipeline_is_left_alone() =>
        Verify.FindsNothingInAToolAsync<HttpClientAnalyzer>("class Prices { readonly HttpClient _client = new HttpClient(); }");
}

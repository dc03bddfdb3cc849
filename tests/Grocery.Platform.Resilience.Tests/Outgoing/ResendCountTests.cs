using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class ResendCountTests : IDisposable
{
    private readonly List<int> _counts = [];
    private readonly List<int> _nestedCounts = [];
    private readonly ResilientHost _host;

    public ResendCountTests() => _host = new ResilientHost(services =>
    {
        services.AddHttpClient("tokens").ConfigurePrimaryHttpMessageHandler(() => new Server(() => _nestedCounts.Add(OutgoingAttempt.ResendCount), HttpStatusCode.OK));
        services.AddHttpClient("prices").ConfigurePrimaryHttpMessageHandler(() => new Server(Attempt, HttpStatusCode.ServiceUnavailable));
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_attempt_knows_how_often_the_call_was_sent_before_and_the_caller_knows_of_none(bool isSynchronous)
    {
        var client = _host.Client("prices");

        var call = isSynchronous
            ? Task.Run(() => client.Send(new HttpRequestMessage(HttpMethod.Get, "http://prices.test"), Token), Token)
            : client.GetAsync(new Uri("http://prices.test"), Token);
        using var response = await _host.PassBackoffsAsync(call);

        Assert.Equal([0, 1, 2, 3], _counts);
        Assert.Equal([0, 0, 0, 0], _nestedCounts);
        Assert.Equal(0, OutgoingAttempt.ResendCount);
    }

    public void Dispose() => _host.Dispose();

    private void Attempt()
    {
        _counts.Add(OutgoingAttempt.ResendCount);
        using (_host.Client("tokens").Send(new HttpRequestMessage(HttpMethod.Get, "http://tokens.test"), Token))
            Assert.Equal(_counts[^1], OutgoingAttempt.ResendCount);
    }

    private sealed class Server(Action attempt, HttpStatusCode status) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            attempt();
            return new HttpResponseMessage(status);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}

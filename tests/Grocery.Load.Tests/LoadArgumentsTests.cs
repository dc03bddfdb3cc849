using Grocery.Load.Arrivals;

namespace Grocery.Load.Tests;

public sealed class LoadArgumentsTests
{
    [Fact]
    public void Without_arguments_the_shop_gets_its_usual_visitors()
    {
        var settings = LoadArguments.Parse([]);

        Assert.Equal("browse=85 cart=10 checkout=5", string.Join(' ', settings.Mix!.Select(journey => $"{journey.Key}={journey.Value}")));
        Assert.Equal(new Uri("http://localhost:8080"), settings.Target);
        Assert.Equal([new Stage(TimeSpan.FromSeconds(30), 20, 20)], settings.Stages);
        Assert.Equal([new Stage(TimeSpan.FromSeconds(5), 20, 20), new Stage(TimeSpan.FromSeconds(30), 20, 20)], settings.AllStages);
        Assert.Equal((TimeSpan.FromSeconds(35), true, 512, 20), (settings.Length, settings.IsPoisson, settings.Concurrency, settings.Customers));
        Assert.Empty(settings.Thresholds);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var settings = Parse(
            "--target http://shop:1 --mix browse=1,checkout=2.5 --customers 7 --rate 1200/min --duration 1.5m --warm-up 500ms --arrivals constant "
            + "--seed 3 --concurrency 9 --timeout 2s --fail-if p95>1s --slo --json a.json --html b.html");

        Assert.Equal(2.5, settings.Mix!["checkout"]);
        Assert.Equal((new Uri("http://shop:1"), 7, false, 3, 9), (settings.Target, settings.Customers, settings.IsPoisson, settings.Seed, settings.Concurrency));
        Assert.Equal([new Stage(TimeSpan.FromSeconds(90), 20, 20)], settings.Stages);
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)), (settings.WarmUp, settings.TimeOut));
        Assert.Equal(["p95>1s", "availability<99.9%"], settings.Thresholds.Take(2).Select(threshold => threshold.Text));
        Assert.Equal(("a.json", "b.html"), (settings.JsonFile, settings.HtmlFile));
    }

    [Fact]
    public void Stages_follow_each_other()
    {
        var settings = Parse("--stage 10s@0..50 --stage 1h@50 --stage 500ms@50..600/min");

        Assert.Equal(
            [new Stage(TimeSpan.FromSeconds(10), 0, 50), new Stage(TimeSpan.FromHours(1), 50, 50), new Stage(TimeSpan.FromSeconds(0.5), 50, 10)], settings.Stages);
    }

    [Fact]
    public void What_follows_a_url_says_something_of_it()
    {
        var settings = LoadArguments.Parse(
            ["--url", "http://a/", "--header", "Accept: text/html", "--weight", "3", "--url", "http://b/x", "--method", "POST", "--body", "{}", "--name", "orders", "--fail-if", "orders.p95>1s"]);

        Assert.Null(settings.Mix);
        Assert.Equal(["GET http://a/ 3 Accept", "orders 1 "], settings.Urls.Select(url => $"{url.ScenarioName} {url.Weight} {string.Join(',', url.Headers.Select(header => header.Name))}"));
        Assert.Equal((HttpMethod.Post, "{}"), (settings.Urls[1].Method, settings.Urls[1].Body));
    }

    [Theory]
    [InlineData("--rat 20", "Unknown argument '--rat'. Allowed: --target")]
    [InlineData("20", "Unknown argument '20'")]
    [InlineData("--rate", "--rate needs a value")]
    [InlineData("--rate 0", "nobody would come")]
    [InlineData("--rate -1", "--rate needs a rate such as 20, 20/s or 1200/min")]
    [InlineData("--rate 20/h", "--rate needs a rate")]
    [InlineData("--rate 10001", "at most 10000 a second")]
    [InlineData("--rate 1 --rate 2", "--rate is given twice")]
    [InlineData("--duration 0s", "--duration needs more than 0")]
    [InlineData("--duration 30", "needs a duration such as 500ms, 30s, 10m or 1h")]
    [InlineData("--duration 8000000h", "at most 7 days")]
    [InlineData("--stage 30s", "--stage needs a stage")]
    [InlineData("--stage 30s@0", "in which nobody comes")]
    [InlineData("--stage 0s@5", "in which nobody comes")]
    [InlineData("--stage 30s@1..2..3", "--stage needs a stage")]
    [InlineData("--stage 30s@5 --rate 5", "Leave --rate and --duration out")]
    [InlineData("--mix browse", "needs journeys with their weights")]
    [InlineData("--mix look=1", "of browse=85, cart=10, checkout=5")]
    [InlineData("--mix browse=1,browse=2", "each once")]
    [InlineData("--mix browse=0", "needs a number more than 0")]
    [InlineData("--customers 51", "--customers needs a whole number from 1 to 50")]
    [InlineData("--concurrency 0", "--concurrency needs a whole number from 1 to 10000")]
    [InlineData("--arrivals uniform", "--arrivals needs poisson or constant; it has 'uniform'")]
    [InlineData("--target localhost:8080", "--target needs an address such as http://localhost:8080")]
    [InlineData("--target ftp://a", "--target needs an address")]
    [InlineData("--url http://a --target http://b", "--target is for the journeys of the shop")]
    [InlineData("--header A:b", "--header says something of the --url before it, and there is none")]
    [InlineData("--url http://a --header nothing", "--header needs a header such as")]
    [InlineData("--url http://a --header Content-Type:text/plain", "none that a request has without a body")]
    [InlineData("--url http://a --method get", "--method needs a method such as GET or POST")]
    [InlineData("--url http://a --body @/no/such/file", "there is no such file")]
    [InlineData("--url http://a --weight 0", "--weight needs a number more than 0")]
    [InlineData("--url http://a --url http://a", "Give them names of their own: --name")]
    [InlineData("--fail-if p95>5", "--fail-if 'p95>5' has no unit")]
    [InlineData("--fail-if till.p95>5ms", "which this load does not have. It has: browse, cart, checkout")]
    [InlineData("--mix browse=1 --fail-if cart.p95>5ms", "It has: browse")]
    [InlineData("--html /tmp", "--html needs the name of a file")]
    public void What_makes_no_sense_is_refused_with_what_is_allowed(string arguments, string because) =>
        Assert.Contains(because, Assert.Throws<ArgumentException>(() => Parse(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_help_names_every_option() => Assert.All(LoadHelp.Options, option => Assert.Contains(option, LoadHelp.Text, StringComparison.Ordinal));

    private static LoadSettings Parse(string arguments) => LoadArguments.Parse(arguments.Split(' '));
}

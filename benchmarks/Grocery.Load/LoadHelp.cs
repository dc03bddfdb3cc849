using Grocery.Load.Shop;
using Grocery.Load.Thresholds;

namespace Grocery.Load;

internal static class LoadHelp
{
    public static readonly string[] Options =
    [
        "--target", "--mix", "--customers", "--url", "--name", "--method", "--header", "--body", "--weight", "--rate", "--duration", "--stage", "--warm-up",
        "--arrivals", "--seed", "--concurrency", "--timeout", "--fail-if", "--slo", "--json", "--html", "--help",
    ];

    public static bool IsAskedFor(IEnumerable<string> args) => args.Any(argument => argument is "--help" or "-h" or "-?");

    public static string Text { get; } =
        $$"""
        Sends requests at times that do not depend on the answers, as customers come, and measures from those times.

        dotnet run --project benchmarks/Grocery.Load -c Release -- [options]

        What is asked for: journeys through the shop, or URLs
          --target URL        the storefront of the shop; default http://localhost:8080
          --mix NAME=N,...    the journeys and their weights; default {{string.Join(',', ShopJourneys.Weights.Select(journey => $"{journey.Key}={journey.Value}"))}}
          --customers N       how many customers check out, each one order at a time; default 20. They are signed up before
          --url URL           in place of the journeys; may be repeated. Of the URL before them say:
          --method METHOD       default GET
          --header 'A: b'       may be repeated
          --body TEXT|@FILE     JSON, unless a header says otherwise
          --weight N            its share of the visits, compared with the others; default 1
          --name NAME           its name in the report; default method and URL

        How often
          --rate RATE         visits: 20, 20/s, 1200/min; default 20/s
          --duration TIME     500ms, 30s, 10m, 1h; default 30s
          --stage TIME@RATE[..RATE]
                              in place of both, and one after the other: 30s@50 is steady, 10s@50..200 a ramp
          --warm-up TIME      before that, at the first rate, and left out of the figures; default 5s
          --arrivals KIND     poisson (independent of each other; default) or constant (evenly spaced)
          --seed N            repeats the same arrivals and the same choice of scenarios
          --concurrency N     visits under way at once; an arrival beyond is dropped, and counted; default 512
          --timeout TIME      for how long an answer is waited for; default 20s

        What is said of it
          --fail-if CONDITION may be repeated: p95>500ms, errors>1%, availability<99.9%, throughput<1000/min, dropped>0,
                              p99.9, mean, max; of one scenario: checkout.p95>800ms
          --slo               the service levels of the shop: {{string.Join(", ", ServiceLevels.Shop.Thresholds.Select(threshold => threshold.Text))}}
          --json FILE         writes the result as JSON
          --html FILE         writes a report that needs nothing else
          --help              shows this text

        Ctrl-C ends the arrivals, waits for the answers and reports; a second one reports at once.
        Exit code: 0 passed, 1 a threshold broke, 2 bad arguments, 3 not run or report not written, 130 interrupted.
        """;
}

using Grocery.Docs.Tests.Telemetry;
using Grocery.Platform.TestSupport;
using Microsoft.CodeAnalysis.CSharp;

namespace Grocery.Docs.Tests;

/// <summary>The reference of telemetry says what the code does.</summary>
public sealed class TelemetryPageTests
{
    [Fact]
    public void The_page_is_the_approved_one()
    {
        var path = Repository.Path("docs", "telemetry.md");
        var actual = TelemetryPage.Of(SourceCode.OfPackages());
        if (Environment.GetEnvironmentVariable("APPROVE_TELEMETRY") == "1")
            File.WriteAllText(path, actual);

        string[] approved = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] lines = actual.TrimEnd('\n').Split('\n');

        string[] changes = [.. approved.Except(lines).Select(line => "- " + line), .. lines.Except(approved).Select(line => "+ " + line)];
        Assert.True(
            lines.SequenceEqual(approved, StringComparer.Ordinal),
            $"The telemetry changed. If it is meant, run APPROVE_TELEMETRY=1 eng/test.sh Docs and review docs/telemetry.md.\n{string.Join('\n', changes)}");
    }

    [Fact]
    public void An_instrument_has_the_attributes_of_every_place_that_records_it()
    {
        var code = new SourceCode([CSharpSyntaxTree.ParseText("""
            using System.Diagnostics.Metrics;

            internal sealed class ShopMetrics
            {
                private const string Reason = "shop.reason";
                private readonly Counter<long> _orders;
                private readonly KeyValuePair<string, object?>[] _tags;

                public ShopMetrics(Meter meter, string region)
                {
                    (_, _tags) = (region, [new("shop.region", region)]);
                    _orders = meter.CreateCounter<long>("shop.orders", "{order}", "Orders.");
                    meter.CreateObservableGauge("shop.stock", Observe, "{item}", "What is there.");
                }

                public void Take() => _orders.Add(1, _tags);

                public void Refuse(string why) => Count(KeyValuePair.Create<string, object?>(Reason, why));

                public void Double() => _orders.Add(2, With("shop.double", true));

                private static KeyValuePair<string, object?> Other() => With("shop.other", true);

                private static KeyValuePair<string, object?> With(string name, object value) => new(name, value);

                private void Count(KeyValuePair<string, object?> tag) => _orders.Add(1, tag);

                private static Measurement<int> Observe() => new(1, new KeyValuePair<string, object?>("shop.place", "shelf"));
            }
            """, path: Path.Combine("src", "Grocery.Platform.Shop", "ShopMetrics.cs"), cancellationToken: TestContext.Current.CancellationToken)]);

        var found = Instrument.In(code).ToArray();

        Assert.Equal(["shop.orders counter {order} Orders.: shop.double, shop.reason, shop.region", "shop.stock gauge {item} What is there.: shop.place"], found.Select(Describe));
        Assert.All(found, metric => Assert.Equal("Grocery.Platform.Shop", metric.Package));
    }

    private static string Describe(Instrument metric) =>
        $"{metric.Name} {metric.Kind} {metric.Unit} {metric.Description}: {string.Join(", ", metric.Attributes)}";
}

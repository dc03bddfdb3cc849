using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Grocery.Platform.Testing;

namespace Grocery.Platform.Cli.Verification;

/// <summary>What the checks came to, for a person, a page, a pipeline and a program.</summary>
internal sealed class ScoreCard(string service, ConformanceReport report)
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1f2328; background: #fff }
        table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d1d9e0; vertical-align: top }
        .passed { color: #116329 } .failed { color: #a40e26; font-weight: 600 } .not-run, .excluded { color: #59636e } dl { margin: .3rem 0 } dt { font-weight: 600 } dd { margin: 0 0 .3rem }
        """;

    private string Verdict => !report.IsPassed ? "Not proven" : Count(ConformanceOutcome.NotRun) == 0 ? "Ready for production" : "Ready as far as was seen";

    private string Score => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count(ConformanceOutcome.Passed)} passed, {Count(ConformanceOutcome.Failed)} failed, {Count(ConformanceOutcome.NotRun)} not run, {Count(ConformanceOutcome.Excluded)} excluded");

    public string ToText() => $"{service}\n{string.Join('\n', report.Results)}\n\n{Verdict}: {Score}.";

    public object ToJson() => new
    {
        Service = service,
        Passed = report.IsPassed,
        Results = report.Results.Select(result => new
        {
            result.Check.Name,
            result.Outcome,
            Seconds = Math.Round(result.Took.TotalSeconds, 3),
            Done = NullIfEmpty(result.Done),
            Seen = NullIfEmpty(result.Seen),
            Expected = NullIfEmpty(result.Expected),
            Reason = NullIfEmpty(result.Reason),
            Repair = result.Outcome == ConformanceOutcome.Failed ? result.Check.Repair : null,
            Page = result.Check.PageAddress,
        }),
    };

    public string ToJunit()
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", $"grocery verify {service}"),
            new XAttribute("tests", report.Results.Count),
            new XAttribute("failures", Count(ConformanceOutcome.Failed)),
            new XAttribute("skipped", Count(ConformanceOutcome.NotRun) + Count(ConformanceOutcome.Excluded)),
            report.Results.Select(AsCase));
        return new XDocument(new XElement("testsuites", suite)).ToString();
    }

    public string ToHtml()
    {
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{Text(service)}: conformance</title>\n<style>\n{Style}\n</style>\n")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Text(service)}</h1>\n<p>{Verdict}: {Score}.</p>\n<table>\n<tr><th>check</th><th>outcome</th><th></th></tr>\n");
        foreach (var result in report.Results)
        {
            var outcome = NameOf(result.Outcome);
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"{Text(result.Check.PageAddress.ToString())}\">{Text(result.Check.Name)}</a></td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"{outcome}\">{outcome.Replace('-', ' ')}</td><td>{Details(result)}</td></tr>\n");
        }

        return page.Append("</table>\n</html>\n").ToString();
    }

    private static string Details(ConformanceResult result) => result.Outcome switch
    {
        ConformanceOutcome.Failed => $"<dl><dt>done</dt><dd>{Text(result.Done)}</dd><dt>seen</dt><dd>{Text(result.Seen)}</dd><dt>expected</dt><dd>{Text(result.Expected)}</dd><dt>repair</dt><dd>{Text(result.Check.Repair)}</dd></dl>",
        ConformanceOutcome.Passed => Text(result.Check.Does),
        _ => Text(result.Reason),
    };

    private static XElement AsCase(ConformanceResult result) => new(
        "testcase",
        new XAttribute("classname", "conformance"),
        new XAttribute("name", result.Check.Name),
        new XAttribute("time", result.Took.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
        result.Outcome switch
        {
            ConformanceOutcome.Passed => null,
            ConformanceOutcome.Failed => new XElement("failure", new XAttribute("message", Xml(result.Seen)), Xml(result.ToString())),
            _ => new XElement("skipped", new XAttribute("message", Xml(result.Reason))),
        });

    private static string NameOf(ConformanceOutcome outcome) => outcome == ConformanceOutcome.NotRun ? "not-run" : outcome.ToString().ToLowerInvariant();

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    // What a service wrote may hold characters that XML has no way to write.
    private static string Xml(string text) => new([.. text.Select(character => System.Xml.XmlConvert.IsXmlChar(character) ? character : '?')]);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private int Count(ConformanceOutcome outcome) => report.Results.Count(result => result.Outcome == outcome);
}

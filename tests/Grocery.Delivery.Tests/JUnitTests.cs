using System.Xml.Linq;
using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

public sealed class JUnitTests : IDisposable
{
    private const string Results = """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Times start="2026-01-31T10:00:00.0000000+00:00" />
          <Results>
            <UnitTestResult testId="1" testName="Some.ShopTests.It_opens" outcome="Passed" duration="00:01:02.5000000" />
            <UnitTestResult testId="2" testName="Some.ShopTests.It_closes(hour: &quot;9&quot;)" outcome="Failed" duration="00:00:00.0100000">
              <Output><StdOut>said before</StdOut><ErrorInfo><Message>Expected &lt;closed&gt;</Message><StackTrace>at Some.ShopTests</StackTrace></ErrorInfo></Output>
            </UnitTestResult>
            <UnitTestResult testId="3" testName="Left out" outcome="NotExecuted" />
          </Results>
          <TestDefinitions>
            <UnitTest id="1"><TestMethod className="Some.ShopTests" name="It_opens" /></UnitTest>
            <UnitTest id="2"><TestMethod className="Some.ShopTests" name="It_closes" /></UnitTest>
            <UnitTest id="3"><TestMethod className="Some.ShopTests" name="It_rests" /></UnitTest>
          </TestDefinitions>
        </TestRun>
        """;

    private readonly Script _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task A_result_file_becomes_one_that_every_pipeline_shows()
    {
        var output = await Command.RunAsync("xsltproc", ["--stringparam", "suite", "Some.Tests", Repository.Path("eng", "junit.xslt"), _script.Write("some.trx", Results)]);

        var suite = XDocument.Parse(output).Root!.Element("testsuite")!;
        Assert.Equal(["Some.Tests", "3", "1", "0", "1", "2026-01-31T10:00:00"], suite.Attributes().Select(attribute => attribute.Value));
        Assert.Equal(["It_opens", "It_closes(hour: \"9\")", "Left out"], suite.Elements().Select(test => (string?)test.Attribute("name")));
        Assert.All(suite.Elements(), test => Assert.Equal("Some.ShopTests", (string?)test.Attribute("classname")));
        Assert.Equal(["62.500", "0.010", "0"], suite.Elements().Select(test => (string?)test.Attribute("time")));
        var failure = suite.Elements().ElementAt(1).Element("failure")!;
        Assert.Equal(("Expected <closed>", "at Some.ShopTests"), ((string?)failure.Attribute("message"), failure.Value));
        Assert.Equal("said before", suite.Elements().ElementAt(1).Element("system-out")!.Value);
        Assert.NotNull(suite.Elements().Last().Element("skipped"));
    }
}

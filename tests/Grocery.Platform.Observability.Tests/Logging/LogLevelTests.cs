using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class LogLevelTests
{
    [Fact]
    public void The_Logging_section_works_as_everywhere()
    {
        using var logging = new LoggerUnderTest(
            null, ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Shop.Cart", "Debug"), ("Logging:LogLevel:Noise", "None"));

        Assert.Equal(["Warning", "Error", "Critical"], Written(logging, "Shop.Order"));
        Assert.Equal(["Debug", "Information", "Warning", "Error", "Critical"], Written(logging, "Shop.Cart.Lines"));
        Assert.Empty(Written(logging, "Noise"));
    }

    [Fact]
    public void Information_is_the_default()
    {
        using var logging = new LoggerUnderTest();

        Assert.Equal(["Information", "Warning", "Error", "Critical"], Written(logging, "Shop"));
    }

    [Fact]
    public void The_platforms_level_replaces_that_of_the_default_category_only()
    {
        using var logging = new LoggerUnderTest(
            null,
            ("Platform:Observability:Logging:Level", "Trace"),
            ("Logging:LogLevel:Default", "Error"),
            ("Logging:LogLevel:Shop.Cart", "Critical"));

        Assert.Equal(["Trace", "Debug", "Information", "Warning", "Error", "Critical"], Written(logging, "Shop.Order"));
        Assert.Equal(["Critical"], Written(logging, "Shop.Cart"));
    }

    [Fact]
    public void The_frameworks_noise_is_quiet_unless_the_section_asks_for_it()
    {
        using var quiet = new LoggerUnderTest(null, ("Logging:LogLevel:Default", "Warning"));
        using var loud = new LoggerUnderTest(null, ("Logging:LogLevel:Microsoft", "Information"), ("Logging:LogLevel:Microsoft.AspNetCore.Routing", "Error"));

        Assert.Equal(["Warning", "Error", "Critical"], Written(quiet, "Microsoft.AspNetCore.Hosting.Diagnostics"));
        Assert.Equal(["Information", "Warning", "Error", "Critical"], Written(quiet, "Microsoft.Hosting.Lifetime"));
        Assert.Equal(["Information", "Warning", "Error", "Critical"], Written(loud, "Microsoft.AspNetCore.Hosting.Diagnostics"));
        Assert.Equal(["Error", "Critical"], Written(loud, "Microsoft.AspNetCore.Routing.Matcher"));
    }

    private static IEnumerable<string?> Written(LoggerUnderTest logging, string category)
    {
        for (var level = LogLevel.Trace; level <= LogLevel.Critical; level++)
            logging[category].Log(level, "line");

        return logging.Log.Of(category).Select(line => line.GetProperty("level").GetString());
    }
}

using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class UnknownFlagsTests
{
    [Fact]
    public async Task An_unknown_flag_is_off_counted_and_warned_of_once()
    {
        await using var service = await FlagService.StartAsync(("FeatureManagement:Known", "true"));

        foreach (var name in new[] { "Knwon", "Knwon", "KNWON", "Known" })
            await service.GetAsync($"/flag/{name}");

        Assert.Equal("false", await service.GetAsync("/flag/Knwon"));
        Assert.Contains("unknown = 4", service.Measure());
        var line = Assert.Single(service.Logs.Lines, line => line.EventId == 4203);
        Assert.Contains("Knwon", line.Message, StringComparison.Ordinal);
        Assert.Contains("""{"flag":"Knwon","count":4}""", (await service.ManageAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_and_no_count_is_lost_between_threads()
    {
        var unknown = new UnknownFlags(NullLoggerFactory.Instance);

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < UnknownFlags.Most; i++)
                unknown.Report($"made-up:{i}");
        });

        Assert.Equal(UnknownFlags.Most, unknown.Names.Count(name => name.Value == 8));
    }

    [Fact]
    public async Task Names_that_users_make_up_fill_neither_the_memory_nor_the_log()
    {
        await using var service = await FlagService.StartAsync(("FeatureManagement:Known", "true"));

        for (var i = 0; i < 3_000; i++)
            await service.Flags.IsEnabledAsync(new string('x', 10_000) + i);
        for (var i = 0; i < 3_000; i++)
            await service.Flags.IsEnabledAsync($"made-up:{i}");

        Assert.Contains("unknown = 6000", service.Measure());
        Assert.Equal(1_000, service.Logs.Lines.Count(line => line.EventId == 4203));
        Assert.Single(service.Logs.Lines, line => line.EventId == 4204);
        Assert.InRange((await service.ManageAsync()).Body.Length, 1_000, 100_000);
    }
}

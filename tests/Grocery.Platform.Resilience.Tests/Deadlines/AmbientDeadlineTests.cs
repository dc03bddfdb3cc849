using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

public sealed class AmbientDeadlineTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Without_one_nothing_is_left()
    {
        Assert.Null(RequestDeadline.Remaining);
    }

    [Fact]
    public void It_counts_down_to_zero_and_ends_with_its_scope()
    {
        using (RequestDeadline.Begin(TimeSpan.FromSeconds(3), _time))
        {
            Assert.Equal(TimeSpan.FromSeconds(3), RequestDeadline.Remaining);
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(TimeSpan.FromSeconds(1), RequestDeadline.Remaining);
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(TimeSpan.Zero, RequestDeadline.Remaining);
        }

        Assert.Null(RequestDeadline.Remaining);
    }

    [Fact]
    public void It_is_measured_by_the_clock_of_the_system_unless_told_otherwise()
    {
        using var scope = RequestDeadline.Begin(TimeSpan.FromHours(1));

        Assert.InRange(RequestDeadline.Remaining.GetValueOrDefault(), TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(2, 2)]
    public void The_shorter_of_two_holds_and_the_outer_one_comes_back(int inner, int expected)
    {
        using var outer = RequestDeadline.Begin(TimeSpan.FromSeconds(3), _time);

        using (RequestDeadline.Begin(TimeSpan.FromSeconds(inner), _time))
            Assert.Equal(TimeSpan.FromSeconds(expected), RequestDeadline.Remaining);

        Assert.Equal(TimeSpan.FromSeconds(3), RequestDeadline.Remaining);
    }

    [Fact]
    public async Task It_flows_with_the_work_and_not_to_its_neighbours()
    {
        var release = new TaskCompletionSource();
        var neighbour = RemainingAfterAsync(release.Task);

        using var scope = RequestDeadline.Begin(TimeSpan.FromSeconds(3), _time);
        var child = Task.Run(() => RemainingAfterAsync(release.Task), TestContext.Current.CancellationToken);
        release.SetResult();

        Assert.Equal(TimeSpan.FromSeconds(3), await child);
        Assert.Null(await neighbour);
    }

    [Fact]
    public async Task Work_that_outlives_its_scope_in_time_is_bound_by_the_outer_one_only()
    {
        var release = new TaskCompletionSource();
        using var outer = RequestDeadline.Begin(TimeSpan.FromSeconds(9), _time);
        Task<TimeSpan?> outlives;
        using (RequestDeadline.Begin(TimeSpan.FromSeconds(3), _time))
            outlives = RemainingAfterAsync(release.Task);

        release.SetResult();

        Assert.Equal(TimeSpan.FromSeconds(9), await outlives);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Work_that_is_late_stays_late_for_half_a_minute(int seconds, bool isBound)
    {
        var release = new TaskCompletionSource();
        Task<TimeSpan?> outlives;
        using (RequestDeadline.Begin(TimeSpan.FromSeconds(3), _time))
        {
            outlives = RemainingAfterAsync(release.Task);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        _time.Advance(TimeSpan.FromSeconds(seconds));
        release.SetResult();

        Assert.Equal(isBound ? TimeSpan.Zero : null, await outlives);
    }

    [Fact]
    public async Task A_loop_that_a_late_request_began_is_not_late_for_ever()
    {
        var work = new Work();
        var later = new TaskCompletionSource();
        Task<TimeSpan?>? loop = null;
        await using var service = await DeadlineService.StartAsync(context =>
        {
            loop = RemainingAfterAsync(later.Task);
            return work.UntilCancelledAsync(context);
        });

        var answer = service.GetAsync(("X-Request-Timeout-Ms", "500"));
        await work.Started;
        service.Time.Advance(TimeSpan.FromMilliseconds(500));
        (await answer).Dispose();
        await service.DisposeAsync();
        service.Time.Advance(TimeSpan.FromMinutes(1));
        later.SetResult();

        Assert.NotNull(loop);
        Assert.Null(await loop);
    }

    [Fact]
    public void Work_that_has_not_ended_stays_late_however_long_it_goes_on()
    {
        using var scope = RequestDeadline.Begin(TimeSpan.FromSeconds(3), _time);

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.Zero, RequestDeadline.Remaining);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_length_of_nothing_is_refused(int seconds)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestDeadline.Begin(TimeSpan.FromSeconds(seconds), _time));
    }

    private static async Task<TimeSpan?> RemainingAfterAsync(Task release)
    {
        await release;
        return RequestDeadline.Remaining;
    }
}

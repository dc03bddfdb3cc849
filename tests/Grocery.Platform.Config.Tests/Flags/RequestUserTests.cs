using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class RequestUserTests
{
    private const string Audience = "FeatureManagement:Beta:EnabledFor:0:Parameters:Audience";

    private static readonly (string, string)[] Beta =
    [
        ("FeatureManagement:Beta:EnabledFor:0:Name", "Microsoft.Targeting"),
        ($"{Audience}:DefaultRolloutPercentage", "0"),
    ];

    [Theory]
    [InlineData("ann", "", true)]
    [InlineData("bob", "testers", true)]
    [InlineData("bob", "staff", false)]
    [InlineData("", "", false)]
    public async Task Name_and_roles_of_the_user_decide(string user, string roles, bool expected)
    {
        await using var service = await FlagService.StartAsync(
            [.. Beta, ($"{Audience}:Users:0", "ann"), ($"{Audience}:Groups:0:Name", "testers"), ($"{Audience}:Groups:0:RolloutPercentage", "100")]);

        Assert.Equal(expected ? "true" : "false", await service.GetAsync("/flag/Beta", user, roles));
    }

    [Theory]
    [InlineData("ann", "", true)]
    [InlineData("bob", "testers", true)]
    [InlineData("bob", "", false)]
    public async Task Other_claims_can_be_chosen(string user, string roles, bool expected)
    {
        await using var service = await FlagService.StartAsync(
        [
            .. Beta,
            ("Platform:Flags:UserClaim", "sub"),
            ("Platform:Flags:GroupClaim", "team"),
            ($"{Audience}:Users:0", "id-of-ann"),
            ($"{Audience}:Groups:0:Name", "team-of-testers"),
            ($"{Audience}:Groups:0:RolloutPercentage", "100"),
        ]);

        Assert.Equal(expected ? "true" : "false", await service.GetAsync("/flag/Beta", user, roles));
    }

    [Theory]
    [InlineData("Beta")]
    [InlineData("Custom")]
    public async Task A_user_who_is_authenticated_late_is_seen_from_then_on(string flag)
    {
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.AddHttpContextAccessor().AddFeatureManagement().AddFeatureFilter<SignedInFilter>(),
            app => app.MapGet("/sign-in", async (HttpContext context, IFeatureManager flags) =>
            {
                var before = await flags.IsEnabledAsync(flag);
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test"));
                return $"{before} {await flags.IsEnabledAsync(flag)}";
            }),
            [.. Beta, ($"{Audience}:Users:0", "ann"), ("FeatureManagement:Custom:EnabledFor:0:Name", "SignedIn")]);

        Assert.Equal("False True", await service.GetAsync("/sign-in"));
    }

    [Fact]
    public async Task The_services_own_accessor_wins()
    {
        await using var service = await FlagService.StartAsync(
            builder => builder.Services.AddSingleton<ITargetingContextAccessor, SlowAccessor>(), _ => { }, [.. Beta, ($"{Audience}:Users:0", "eve")]);

        Assert.Equal("true", await service.GetAsync("/flag/Beta", "ann"));
    }

    [Fact]
    public async Task Work_without_a_request_is_for_nobody()
    {
        await using var service = await FlagService.StartAsync([.. Beta, ($"{Audience}:Users:0", "ann")]);

        var before = await service.Flags.IsEnabledAsync("Beta");
        service.Reload(($"{Audience}:DefaultRolloutPercentage", "100"));

        Assert.Equal((false, true), (before, await service.Flags.IsEnabledAsync("Beta")));
        Assert.True(await service.Flags.IsEnabledAsync("Beta", new TargetingContext { UserId = "ann" }));
    }

    [Theory]
    [InlineData("user.id", "ann", "", "true")]
    [InlineData("user.id", "ann", "bob", "false")]
    [InlineData("", "ann", "", "false")]
    public async Task The_user_goes_on_to_other_services_as_baggage_when_that_is_on(string key, string user, string authenticatedThere, string expected)
    {
        await using var second = await FlagService.StartAsync([.. Beta, ("Platform:Flags:UserBaggageKey", key), ($"{Audience}:Users:0", "ann")]);
        await using var first = await FlagService.StartAsync(
            builder => builder.Services.AddHttpClient(),
            app => app.MapGet("/through", async (IHttpClientFactory clients) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(second.Address, "/flag/Beta"));
                request.Headers.Add("x-user", authenticatedThere);
                using var client = clients.CreateClient();
                using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
                return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }),
            ("Platform:Flags:UserBaggageKey", key));

        Assert.Equal(expected, await first.GetAsync("/through", user));
    }

    [Theory]
    [InlineData(256, "true")]
    [InlineData(257, "false")]
    public async Task A_user_of_the_baggage_that_is_too_long_is_nobody(int length, string expected)
    {
        var user = new string('a', length);
        await using var last = await FlagService.StartAsync([.. Beta, ("Platform:Flags:UserBaggageKey", "user.id"), ($"{Audience}:Users:0", user)]);
        await using var first = await FlagService.StartAsync(
            builder => builder.Services.AddHttpClient(),
            app => app.MapGet("/on", (IHttpClientFactory clients) => CallAsync(clients, last, "/flag/Beta")),
            ("Platform:Flags:UserBaggageKey", "user.id"));

        Assert.Equal(expected, await first.GetAsync("/on", user));
    }

    [Fact]
    public async Task A_service_in_between_passes_the_user_on()
    {
        await using var last = await FlagService.StartAsync([.. Beta, ("Platform:Flags:UserBaggageKey", "user.id"), ($"{Audience}:Users:0", "Zoë & co")]);
        await using var middle = await FlagService.StartAsync(
            builder => builder.Services.AddHttpClient(), app => app.MapGet("/on", (IHttpClientFactory clients) => CallAsync(clients, last, "/flag/Beta")), Beta);
        await using var first = await FlagService.StartAsync(
            builder => builder.Services.AddHttpClient(),
            app =>
            {
                app.Use((context, next) =>
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "Zoë & co")], "test"));
                    return next(context);
                });
                app.MapGet("/on", (IHttpClientFactory clients) => CallAsync(clients, middle, "/on"));
            },
            [.. Beta, ("Platform:Flags:UserBaggageKey", "user.id")]);

        Assert.Equal("true", await first.GetAsync("/on"));
    }

    private static async Task<string> CallAsync(IHttpClientFactory clients, FlagService service, string path)
    {
        using var client = clients.CreateClient();
        return await client.GetStringAsync(new Uri(service.Address, path), TestContext.Current.CancellationToken);
    }

    private sealed class SignedInFilter(IHttpContextAccessor accessor) : IFeatureFilter
    {
        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context) => Task.FromResult(accessor.HttpContext?.User.Identity?.IsAuthenticated == true);
    }

    private sealed class SlowAccessor : ITargetingContextAccessor
    {
        public async ValueTask<TargetingContext> GetContextAsync()
        {
            await Task.Yield();
            return new TargetingContext { UserId = "eve" };
        }
    }
}

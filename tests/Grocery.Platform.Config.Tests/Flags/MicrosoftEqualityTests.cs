using System.Security.Claims;
using FsCheck;
using FsCheck.Fluent;
using Grocery.Platform.Config.Flags.Evaluation;
using Grocery.Platform.Config.Flags.Requests;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Tests.Flags;

/// <summary>The platform must come to the same answers as Microsoft.FeatureManagement by itself.</summary>
public sealed class MicrosoftEqualityTests(ITestOutputHelper output)
{
    private static readonly Gen<TargetingContext> AnyUser =
        from id in Gen.Elements(SomeFlags.UserIds)
        from groups in Gen.SubListOf(SomeFlags.GroupNames)
        select new TargetingContext { UserId = id!, Groups = groups };

    private static readonly Gen<Case> AnyCase =
        from flags in Gen.NonEmptyListOf(SomeFlags.Any)
        from users in Gen.ArrayOf(AnyUser, 4)
        from hours in Gen.Choose(0, 24 * 14)
        from ignoreCase in Gen.Frequency((1, Gen.Constant(true)), (2, Gen.Constant(false)))
        select new Case([.. flags.Take(6)], users, TimeSpan.FromHours(hours), ignoreCase);

    private int _on;
    private int _off;
    private int _variants;
    private int _refusals;

    [Fact]
    public void Every_answer_is_that_of_Microsoft_FeatureManagement()
    {
        Prop.ForAll(AnyCase.ToArbitrary(), one => CheckAsync(one).GetAwaiter().GetResult())
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(150));

        output.WriteLine($"on {_on}, off {_off}, variants {_variants}, refused by Microsoft's evaluation {_refusals}");
        Assert.True(Math.Min(Math.Min(_on, _off), _variants) > 200, "The definitions are too dull to show anything.");
    }

    [Fact]
    public async Task Letters_that_are_the_same_but_for_their_case_are_placed_as_Microsoft_places_them()
    {
        // Both small sigmas have one capital, and only one of them is its small letter.
        var filter = new FlagFilter("Microsoft.Targeting", [("Audience:Groups:0:Name", "ας"), ("Audience:Groups:0:RolloutPercentage", "50")]);
        TargetingContext[] users = [.. Enumerable.Range(0, 50).Select(i => new TargetingContext { UserId = $"USER-{i}", Groups = ["ΑΣ"] })];

        await CheckAsync(new Case([new SomeFlag(IsMicrosoft: false, null, null, [filter], [])], users, TimeSpan.Zero, IgnoreCase: true));

        Assert.True(Math.Min(_on, _off) > 0, "The share is of nobody, or of all.");
    }

    private async Task CheckAsync(Case one)
    {
        var time = new ManualTimeProvider();
        time.Advance(one.Time);
        var (first, second) = (new Accessor(), new Accessor());
        await using var microsoft = Microsoft(one, time, first);
        using var platform = Platform(one, time, accessor: null);
        using var withAccessor = Platform(one, time, second);

        foreach (var user in one.Users)
        {
            for (var i = 0; i < one.Flags.Length; i++)
            {
                // Without an id, Microsoft's percentage is random, and the platform's sticks to the trace.
                if (string.IsNullOrEmpty(user.UserId) && Array.Exists(one.Flags[i].Filters, filter => filter.HasPercentage))
                    continue;

                first.User = second.User = user;
                FlagScope.Begin(platform.Services.GetRequiredService<LiveFlags>(), new DefaultHttpContext { User = Principal(user) });
                foreach (var name in new[] { $"Flag{i}", $"FLAG{i}" })
                {
                    var expected = await AnswersAsync(microsoft, name, user);
                    Compare(one, name, user, expected, await AnswersAsync(platform.Services, name, user));
                    Compare(one, name, user, expected, await AnswersAsync(withAccessor.Services, name, user));
                }
            }
        }
    }

    private void Compare(Case one, string name, TargetingContext user, object?[] expected, object?[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] is Exception)
            {
                _refusals++;
                Assert.IsNotType<Exception>(actual[i], exactMatch: false);
                continue;
            }

            _on += expected[i] is true ? 1 : 0;
            _off += expected[i] is false ? 1 : 0;
            _variants += expected[i] is string ? 1 : 0;
            if (!Equals(expected[i], actual[i]))
            {
                var keys = string.Join('\n', SomeFlags.Keys(one.Flags, areTargeted: false).Where(key => System.Text.RegularExpressions.Regex.IsMatch(key.Key, $"(flags:|Flag){name[4..]}(:|$)")).Select(key => $"{key.Key}={key.Value}"));
                Assert.Fail($"Answer {i} of {name} for '{user.UserId}' ({string.Join(',', user.Groups)}) at {one.Time}, ignoring case {one.IgnoreCase}: {expected[i]} and not {actual[i]}\n{keys}");
            }
        }
    }

    private static async Task<object?[]> AnswersAsync(IServiceProvider root, string name, TargetingContext user)
    {
        using var scope = root.CreateScope();
        var (services, token) = (scope.ServiceProvider, TestContext.Current.CancellationToken);
        var flags = services.GetRequiredService<IFeatureManager>();
        var variants = services.GetRequiredService<IVariantFeatureManager>();
        return
        [
            await TryAsync(async () => await flags.IsEnabledAsync(name)),
            await TryAsync(async () => await flags.IsEnabledAsync(name, user)),
            await TryAsync(async () => await flags.IsEnabledAsync(name, "no user")),
            await TryAsync(async () => await variants.IsEnabledAsync(name, token)),
            await TryAsync(async () => await variants.IsEnabledAsync(name, user, token)),
            await TryAsync(async () => Describe(await variants.GetVariantAsync(name, token))),
            await TryAsync(async () => Describe(await variants.GetVariantAsync(name, user, token))),
            await TryAsync(async () => await services.GetRequiredService<IFeatureManagerSnapshot>().IsEnabledAsync(name)),
            await TryAsync(async () => Describe(await services.GetRequiredService<IVariantFeatureManagerSnapshot>().GetVariantAsync(name, token))),
        ];
    }

    private static async Task<object?> TryAsync(Func<Task<object?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static string? Describe(Variant? variant) => variant is null
        ? null
        : $"{variant.Name} {variant.Configuration?.Path} {variant.Configuration?.Value} {variant.Configuration?["size"]}";

    private static ClaimsPrincipal Principal(TargetingContext user)
    {
        var claims = user.Groups.Select(group => new Claim(ClaimTypes.Role, group)).ToList();
        if (user.UserId is not null)
            claims.Add(new Claim(ClaimTypes.Name, user.UserId));

        return new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
    }

    private static ServiceProvider Microsoft(Case one, TimeProvider time, Accessor accessor)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(SomeFlags.Keys(one.Flags, areTargeted: true)).Build());
        services.AddSingleton(time);
        services.AddSingleton<ITargetingContextAccessor>(accessor);
        services.Configure<TargetingEvaluationOptions>(options => options.IgnoreCase = one.IgnoreCase);
        services.AddFeatureManagement().WithTargeting<Accessor>();
        return services.BuildServiceProvider();
    }

    private static Microsoft.Extensions.Hosting.IHost Platform(Case one, TimeProvider time, Accessor? accessor)
    {
        var builder = Some.Builder();
        builder.Configuration.AddInMemoryCollection(SomeFlags.Keys(one.Flags, areTargeted: false));
        builder.Services.AddSingleton(time);
        if (accessor is not null)
            builder.Services.AddSingleton<ITargetingContextAccessor>(accessor);
        builder.Services.Configure<TargetingEvaluationOptions>(options => options.IgnoreCase = one.IgnoreCase);
        builder.AddPlatformConfig();
        return builder.Build();
    }

    private sealed record Case(SomeFlag[] Flags, TargetingContext[] Users, TimeSpan Time, bool IgnoreCase);

    private sealed class Accessor : ITargetingContextAccessor
    {
        public TargetingContext User { get; set; } = new();

        public ValueTask<TargetingContext> GetContextAsync() => new(User);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.AspNetCore;
using Microsoft.FeatureManagement.Mvc;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class FeatureGateTests
{
    [Fact]
    public async Task Both_gates_and_the_injected_managers_follow_the_flag_and_are_counted()
    {
        await using var service = await StartAsync(("FeatureManagement:Checkout", "true"));

        var open = await AskAllAsync(service);
        service.Reload(("FeatureManagement:Checkout", "false"));
        var shut = await AskAllAsync(service);

        Assert.Equal(["checkout", "checkout", "true", "true", "true"], open);
        Assert.Equal(["404", "404", "false", "false", "false"], shut);
        Assert.Contains("evaluations Checkout static on = 5", service.Measure());
        Assert.Contains("evaluations Checkout static off = 5", service.Measure());
    }

    [Fact]
    public async Task The_gates_stick_to_the_user()
    {
        await using var service = await StartAsync(
            ("FeatureManagement:Checkout:EnabledFor:0:Name", "Microsoft.Percentage"), ("FeatureManagement:Checkout:EnabledFor:0:Parameters:Value", "50"));
        string[] users = [.. Enumerable.Range(0, 20).Select(i => $"user-{i}")];

        var answers = new List<string[]>();
        foreach (var user in users.Concat(users))
            answers.Add(await AskAllAsync(service, user));

        Assert.All(answers, all => Assert.Single(all.Select(answer => answer is "checkout" or "true").Distinct()));
        Assert.Equal(answers[..20].Select(all => all[0]), answers[20..].Select(all => all[0]));
        Assert.Equal(2, answers.Select(all => all[0]).Distinct().Count());
    }

    private static Task<FlagService> StartAsync(params (string, string)[] settings) => FlagService.StartAsync(
        builder => builder.Services.AddControllers().AddApplicationPart(typeof(FeatureGateTests).Assembly),
        app =>
        {
            app.MapControllers();
            app.MapGet("/minimal", () => "checkout").WithFeatureGate("Checkout");
            app.MapGet("/variant", async (IVariantFeatureManager flags, HttpContext context) => await flags.IsEnabledAsync("Checkout", context.RequestAborted));
            app.MapGet("/snapshot", (IFeatureManagerSnapshot flags) => flags.IsEnabledAsync("Checkout"));
        },
        settings);

    private static async Task<string[]> AskAllAsync(FlagService service, string user = "")
    {
        var answers = new List<string>();
        foreach (var path in new[] { "/gated", "/minimal", "/flag/Checkout", "/variant", "/snapshot" })
            answers.Add(await service.GetAsync(path, user));

        return [.. answers];
    }
}

[ApiController]
public sealed class GatedController : ControllerBase
{
    [FeatureGate("Checkout")]
    [HttpGet("/gated")]
    public string Get() => "checkout";
}

using System.Security.Claims;
using Grocery.Platform.Testing.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class FeatureFlagsTests
{
    [Fact]
    public async Task A_flag_comes_from_the_configuration_and_follows_it()
    {
        var builder = Some.Builder(("FeatureManagement:NewCheckout", "true"));
        builder.AddPlatformConfig();
        using var host = builder.Build();
        var flags = host.Services.GetRequiredService<IVariantFeatureManager>();

        var before = await flags.IsEnabledAsync("NewCheckout", TestContext.Current.CancellationToken);
        builder.Configuration["FeatureManagement:NewCheckout"] = "false";
        ((IConfigurationRoot)builder.Configuration).Reload();
        var after = await flags.IsEnabledAsync("NewCheckout", TestContext.Current.CancellationToken);

        Assert.Equal((true, false), (before, after));
    }

    [Fact]
    public async Task A_flag_can_stand_in_the_Parameter_Store()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        aws.Parameters.Put("/grocery/dev/products/FeatureManagement/NewCheckout", "true");
        var builder = Some.BuilderWithParameters();
        builder.AddPlatformConfig(Some.Connection(aws));
        using var host = builder.Build();

        Assert.True(await host.Services.GetRequiredService<IFeatureManager>().IsEnabledAsync("NewCheckout"));
    }

    [Fact]
    public async Task The_switch_can_stand_in_the_Parameter_Store()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        aws.Parameters.Put("/grocery/dev/products/Platform/Flags/Enabled", "false");
        var builder = Some.BuilderWithParameters();
        builder.AddPlatformConfig(Some.Connection(aws));
        using var host = builder.Build();

        Assert.Null(host.Services.GetService<IFeatureManager>());
        Assert.Contains(
            new PlatformFeature("feature-flags", false, "Platform:Flags:Enabled", "configured"), host.Services.GetServices<PlatformFeature>());
    }

    [Fact]
    public void A_switch_that_is_turned_later_is_reported_as_without_effect()
    {
        var builder = Some.Builder(("Platform:Flags:Enabled", "false"));
        builder.AddPlatformConfig();
        builder.Configuration["Platform:Flags:Enabled"] = "true";
        using var host = builder.Build();

        var feature = host.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "feature-flags");
        Assert.False(feature.Enabled);
        Assert.Contains("only after AddPlatformConfig() had run", feature.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targeting_sees_the_user_of_the_request()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FeatureManagement:Beta:EnabledFor:0:Name"] = "Microsoft.Targeting",
            ["FeatureManagement:Beta:EnabledFor:0:Parameters:Audience:Users:0"] = "ann",
            ["FeatureManagement:Beta:EnabledFor:0:Parameters:Audience:DefaultRolloutPercentage"] = "0",
        });
        builder.AddPlatformConfig();
        await using var app = builder.Build();
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, context.Request.Query["user"]!)], "test"));
            return next(context);
        });
        app.MapGet("/beta", (IFeatureManager flags) => flags.IsEnabledAsync("Beta"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal("true", await client.GetStringAsync(new Uri("/beta?user=ann", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("false", await client.GetStringAsync(new Uri("/beta?user=bob", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_team_can_add_feature_management_itself(bool before)
    {
        var builder = Some.Builder(("FeatureManagement:A", "true"));
        if (before)
            builder.Services.AddScopedFeatureManagement().WithTargeting();
        builder.AddPlatformConfig();
        if (!before)
            builder.Services.AddFeatureManagement().WithTargeting();
        using var host = builder.Build();

        using var scope = host.Services.CreateScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<IFeatureManager>().IsEnabledAsync("A"));
    }

    [Fact]
    public void The_switch_leaves_feature_management_out()
    {
        var builder = Some.Builder(("Platform:Flags:Enabled", "false"));
        builder.AddPlatformConfig();
        using var host = builder.Build();

        Assert.Null(host.Services.GetService<IFeatureManager>());
        Assert.Contains(
            new PlatformFeature("feature-flags", false, "Platform:Flags:Enabled", "configured"), host.Services.GetServices<PlatformFeature>());
    }
}

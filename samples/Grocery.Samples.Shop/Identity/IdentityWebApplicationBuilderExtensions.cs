using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Samples.Shop.Identity;

/// <summary>Registers sign-in by token.</summary>
internal static class IdentityWebApplicationBuilderExtensions
{
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPlatformOptions<IdentityOptions>(IdentityOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>());
        services.AddSingleton<DevelopmentKey>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton(provider => new ShopTokens(
            provider.GetRequiredService<SigningKeys>(),
            provider.GetRequiredService<LiveOptions<IdentityOptions>>(),
            provider.GetRequiredService<ServiceIdentity>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddPlatformFeature(Describe);

        services.AddAuthentication(BearerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.User, policy => policy.RequireAuthenticatedUser().RequireAssertion(static context => !context.User.IsService()))
            .AddPolicy(Policies.Service, policy => policy.RequireAuthenticatedUser().RequireAssertion(static context => context.User.IsService()));
    }

    private static PlatformFeature Describe(IServiceProvider services)
    {
        const string Key = $"{IdentityOptions.Section}:SigningKeys";
        var options = services.GetRequiredService<LiveOptions<IdentityOptions>>().Value;
        return options.SigningKeys.Count > 0
            ? new PlatformFeature("sign-in", true, Key, "keys " + string.Join(", ", options.SigningKeys.Keys.Order(StringComparer.Ordinal)))
            : services.GetRequiredService<DevelopmentKey>().Find() is null
                ? new PlatformFeature("sign-in", false, Key, "not set; nobody can sign in")
                : new PlatformFeature("sign-in", true, Key, $"not set; the key of this machine in {DevelopmentKey.Path}");
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Local;

/// <summary>Registers what belongs to the local file.</summary>
internal static class LocalSetup
{
    public static void AddLocalOptions(this IServiceCollection services)
    {
        services.AddPlatformOptions<LocalOptions>(LocalOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LocalOptions>, LocalOptionsValidator>());
    }

    public static LocalSource CreateSource(LocalOptions options, string contentRoot) =>
        new(Path.GetFullPath(options.Path!, contentRoot), options.Required);
}

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Endpoints;

/// <summary>Opens the management port where the service's own ports come from <c>Kestrel:Endpoints</c>, which overrides all addresses.</summary>
internal sealed class ManagementEndpointSetup(IConfiguration configuration, IOptions<ManagementOptions> management)
    : IPostConfigureOptions<KestrelServerOptions>
{
    public void PostConfigure(string? name, KestrelServerOptions options)
    {
        if (management.Value.Port is { } port && configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            options.ListenAnyIP(port);
    }
}

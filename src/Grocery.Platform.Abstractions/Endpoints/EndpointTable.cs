using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Endpoints;

/// <summary>Finds the platform endpoint that a request addresses, by the local port of its connection. Immutable.</summary>
/// <remarks>Never by the Host header, which a caller can forge.</remarks>
internal sealed class EndpointTable(IEnumerable<EndpointSource> sources, IServiceProvider services, IOptions<ManagementOptions> options)
{
    private readonly FrozenDictionary<string, TableEntry> _byPath = sources
        .SelectMany(source => source.Create(services))
        .Where(endpoint => endpoint.Enabled)
        .GroupBy(endpoint => endpoint.Path, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => TableEntry.Of(group.First()), StringComparer.OrdinalIgnoreCase);

    public int? ManagementPort { get; } = options.Value.Port;

    public bool IsOnManagementPort(HttpContext context) => ManagementPort is { } port && port == context.Connection.LocalPort;

    public bool TryFind(HttpContext context, [NotNullWhen(true)] out TableEntry? endpoint)
    {
        if (context.Request.Path.Value is not { } path || !_byPath.TryGetValue(path, out endpoint))
        {
            endpoint = null;
            return false;
        }

        return endpoint.Placement == EndpointPlacement.AllPorts || ManagementPort is null || IsOnManagementPort(context);
    }
}

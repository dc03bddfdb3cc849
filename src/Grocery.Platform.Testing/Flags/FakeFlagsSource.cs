using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Testing.Flags;

/// <summary>Makes a provider for each configuration that is built from it.</summary>
internal sealed class FakeFlagsSource(Func<FakeFlagsProvider> connect) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => connect();
}

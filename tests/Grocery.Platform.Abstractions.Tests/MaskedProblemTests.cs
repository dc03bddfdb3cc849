using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Abstractions.Tests;

/// <summary>What a problem shows of a configuration that holds secrets.</summary>
public sealed class MaskedProblemTests : IDisposable
{
    private readonly LogCollector _log = new();

    [Theory]
    [InlineData("ConnectionStrings:Shop", "hunter22")]
    [InlineData("Passwords:0", "hunter22")]
    [InlineData("Plain:Bus", "Endpoint=sb://bus.example/;SharedAccessKey=hunter22")]
    public void A_secret_is_shown_neither_by_the_exception_of_the_start_nor_by_the_event_of_a_reload(string key, string secret)
    {
        var configuration = Configured([]);
        using (var running = Build(configuration))
        {
            running.GetRequiredService<LiveOptions<VaultOptions>>();
            configuration[$"Vault:{key}"] = secret;
            configuration.Reload();
        }

        using var starting = Build(configuration);
        var exception = Assert.Throws<PlatformConfigurationException>(starting.ValidatePlatformOptions);

        string[] shown = [Assert.Single(exception.Problems), Assert.Single(_log.Lines).Message];
        Assert.All(shown, text => Assert.Contains($"Vault:{key} is \"***\"", text, StringComparison.Ordinal));
        Assert.All(shown, text => Assert.DoesNotContain("hunter22", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AccessKey", false)]
    [InlineData("Secret", false)]
    [InlineData("Unused", true)]
    public void Of_secrets_that_share_a_start_nothing_is_left(string shorter, bool isRegistered)
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(Configured([new("Checkout:Currency", "XXX"), new("Checkout:ApiKey", "hunter-2-tail"), new($"Checkout:{shorter}", "hunter-2")]))
            .AddPlatformOptions<CheckoutOptions>(CheckoutOptions.Section)
            .AddSingleton<IValidateOptions<CheckoutOptions>, CheckoutOptionsValidator>()
            .BuildServiceProvider();
        if (isRegistered)
            services.GetRequiredService<SecretValues>().Add("hunter-2");

        var exception = Assert.Throws<PlatformConfigurationException>(services.ValidatePlatformOptions);

        Assert.Equal(["XXX is no currency for the key ***"], exception.Problems);
    }

    public void Dispose() => _log.Dispose();

    private static IConfigurationRoot Configured(KeyValuePair<string, string?>[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private ServiceProvider Build(IConfiguration configuration) => new ServiceCollection()
        .AddSingleton(configuration)
        .AddLogging(logging => logging.AddProvider(_log))
        .AddPlatformOptions<VaultOptions>("Vault")
        .BuildServiceProvider();

    private sealed class VaultOptions
    {
        public Dictionary<string, int> ConnectionStrings { get; } = [];

        public Dictionary<string, int> Passwords { get; } = [];

        public Dictionary<string, int> Plain { get; } = [];
    }
}

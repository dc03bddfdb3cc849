using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Abstractions.Tests;

public sealed class ServiceIdentityTests
{
    [Fact]
    public void The_configured_identity_wins()
    {
        var identity = Build(
            ("Platform:Service:Name", "products"), ("Platform:Service:Version", "1.2.3"), ("Platform:Service:Environment", "staging"), ("Platform:Service:Instance", "i-1"), ("OTEL_SERVICE_NAME", "other"));

        Assert.Equal(new ServiceIdentity("products", "1.2.3", "staging", "i-1"), identity);
    }

    [Fact]
    public void What_is_not_set_comes_from_the_host()
    {
        var identity = Build();

        Assert.Equal("shop", identity.Name);
        Assert.Equal("production", identity.Environment);
        Assert.NotEmpty(identity.Version);
        Assert.Contains(Environment.MachineName, identity.Instance, StringComparison.Ordinal);
    }

    [Fact]
    public void The_OpenTelemetry_service_name_is_used_before_the_application_name() =>
        Assert.Equal("from-otel", Build(("OTEL_SERVICE_NAME", "from-otel")).Name);

    [Fact]
    public void Blank_settings_count_as_not_set() =>
        Assert.Equal("shop", Build(("Platform:Service:Name", " "), ("OTEL_SERVICE_NAME", "")).Name);

    private static ServiceIdentity Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "shop", EnvironmentName = "Production" });
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;

        using var host = builder.AddServiceIdentity().Build();
        return host.Services.GetRequiredService<ServiceIdentity>();
    }
}

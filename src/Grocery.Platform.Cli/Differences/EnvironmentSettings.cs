using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Cli.Differences;

/// <summary>The effective configuration of a service in one environment, as its settings files and the Parameter Store give it.</summary>
internal sealed class EnvironmentSettings
{
    // They often have no settings file of their own.
    private static readonly string[] Usual = [Environments.Development, Environments.Staging, Environments.Production];

    private readonly IConfigurationRoot _configuration;
    private readonly SecretValues _secrets;

    private EnvironmentSettings(string environment, IConfigurationRoot configuration, SecretValues secrets) =>
        (Environment, _configuration, _secrets) = (environment, configuration, secrets);

    public string Environment { get; }

    public IEnumerable<string> Keys => _configuration.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key);

    /// <exception cref="WrongUseException">There is nothing of that name, or the sources cannot be read.</exception>
    public static EnvironmentSettings Read(string folder, string service, string environment, bool withParameters)
    {
        var file = $"appsettings.{environment}.json";
        if (!withParameters && !File.Exists(Path.Combine(folder, file)) && !Usual.Contains(environment, StringComparer.OrdinalIgnoreCase))
        {
            var known = Directory.GetFiles(folder, "appsettings.*.json").Select(path => Path.GetFileName(path)["appsettings.".Length..^".json".Length]);
            throw new WrongUseException($"There is no {file} in {folder}. Name one of {string.Join(", ", known.Concat(Usual).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))}, or read parameters by --parameter-store.");
        }

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder, EnvironmentName = environment, ApplicationName = service });

        // The host's own settings are of this machine, not of the environment.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddJsonFile("appsettings.json", optional: true).AddJsonFile(file, optional: true);
        if (withParameters)
            AddParameters(builder, environment);

        return new EnvironmentSettings(environment, builder.Configuration, builder.Services.AddSecretValues());
    }

    public string? ValueOf(string key) => _configuration[key];

    public string? OriginOf(string key) => _configuration.FindOrigin(key);

    public bool IsSecret(string key) =>
        ValueOf(key) is { } value && (SecretNames.IsSecretSetting(key, value) || _secrets.Redact(value) != value);

    private static void AddParameters(HostApplicationBuilder builder, string environment)
    {
        builder.Configuration["Platform:Config:ParameterStore:Enabled"] = "true";
        try
        {
            builder.AddPlatformConfig();
            using var services = builder.Services.BuildServiceProvider();
            services.ValidatePlatformOptions();
        }
        catch (PlatformConfigurationException exception)
        {
            throw new WrongUseException($"The configuration of {environment} could not be read:\n{string.Join('\n', exception.Problems)}");
        }
    }
}

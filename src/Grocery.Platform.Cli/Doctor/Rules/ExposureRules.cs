using System.Data.Common;
using System.Globalization;
using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Doctor.Rules;

/// <summary>What is open to others: probes, secrets in files, passwords that nothing rotates.</summary>
internal static class ExposureRules
{
    private const string Rotation = "Platform:Config:SecretsManager:Enabled";
    private const string Connections = "ConnectionStrings:";

    public static IEnumerable<Finding> Find(DoctorCase one) => [.. FindProbes(one), .. FindStaticPasswords(one), .. FindSecrets(one)];

    private static IEnumerable<Finding> FindProbes(DoctorCase one)
    {
        if (one.Inspection?.Stop is { Drains: true, ManagementPort: null })
        {
            yield return new Finding(
                "probes-on-public-port", FindingLevel.Warning, "Probes, /metrics and the other endpoints of the platform answer on the port of the service.",
                one.Settings.PlaceOf("Platform:Management:Port"), "Whoever reaches the service reads its metrics, and sees when it is not ready.",
                "Set Platform:Management:Port to a port that only the orchestrator reaches, such as 9090: in the Dockerfile, ENV Platform__Management__Port=9090.",
                "docs/health/probes.md");
        }
    }

    private static IEnumerable<Finding> FindStaticPasswords(DoctorCase one) =>
        from setting in one.Settings.Effective.Values
        where one.Settings.IsOn(Rotation) && setting.Key.StartsWith(Connections, StringComparison.OrdinalIgnoreCase) && HasPassword(setting)
        orderby setting.Key
        select new Finding(
            "static-password", FindingLevel.Warning, $"{setting.Key} has a password of its own, and secrets that rotate are on ({Rotation}).", setting.Place,
            "Environment variables go over Secrets Manager, and files stand in when a secret is missing: the service logs in by a password that the next rotation ends.",
            $"Remove the password, and name its secret in Platform:Config:SecretsManager:Secrets:{setting.Key}.",
            "docs/config/postgres.md");

    private static IEnumerable<Finding> FindSecrets(DoctorCase one) =>
        from setting in one.Settings.InFiles
        where IsSecret(setting) && !(one.Settings.IsOn(Rotation) && one.Settings.Effective.GetValueOrDefault(setting.Key)?.Place == setting.Place && HasPassword(setting))
        select new Finding(
            "secret-in-settings", FindingLevel.Warning, $"{setting.Key} looks like a secret, and its value is in the repository.", setting.Place,
            "Everybody who reads the repository or an image has it, also after it was removed, and it cannot be changed without a release.",
            "Take it out, change it where it is used, and give it by Secrets Manager, an environment variable, or on a developer's machine by user secrets.",
            "docs/config/secrets-manager.md");

    // An address without a password is no secret, although the name of its section is one.
    private static bool IsSecret(Setting setting)
    {
        var isPassword = setting.Key.EndsWith("Password", StringComparison.OrdinalIgnoreCase) && setting.Value.Length > 0;
        if (IsPlain(setting.Value) && !isPassword)
            return false;

        return setting.Key.StartsWith(Connections, StringComparison.OrdinalIgnoreCase)
            ? SecretNames.IsSecretSetting("Value", setting.Value)
            : SecretNames.IsSecretSetting(setting.Key, setting.Value);
    }

    private static bool IsPlain(string value) =>
        value.Length == 0 || bool.TryParse(value, out _) || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _);

    private static bool HasPassword(Setting setting)
    {
        if (setting.Key.Split(':')[^1].Equals("password", StringComparison.OrdinalIgnoreCase))
            return setting.Value.Length > 0;

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = setting.Value };
            return parts.TryGetValue("Password", out var password) || parts.TryGetValue("Pwd", out password) ? password is string { Length: > 0 } : SecretNames.IsSecretSetting("Value", setting.Value);
        }
        catch (ArgumentException)
        {
            return SecretNames.IsSecretSetting("Value", setting.Value);
        }
    }
}

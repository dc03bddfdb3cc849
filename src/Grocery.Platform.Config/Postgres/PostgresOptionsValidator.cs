using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Grocery.Platform.Config.Postgres;

/// <summary>Checks the connection strings of all databases; never shows one.</summary>
internal sealed class PostgresOptionsValidator(IEnumerable<PostgresName> names, IConfiguration configuration) : IValidateOptions<PostgresOptions>
{
    private const string Allowed = "a connection string of Npgsql, or the keys host, port, username, password and dbname under it";

    public ValidateOptionsResult Validate(string? name, PostgresOptions options)
    {
        string[] problems = [.. names.Select(Check).OfType<string>()];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private string? Check(PostgresName name) => PostgresSettings.TryRead(configuration, name.Key) switch
    {
        null => Problem(name, SecretValues.Mask, configuration.FindOrigin(name.Key) is { } origin ? $"Mend it in {origin}." : "Mend the keys under it."),
        NpgsqlConnectionStringBuilder { Host: not { Length: > 0 } } => Problem(name, null, "Set at least the host."),
        _ => null,
    };

    private static string Problem(PostgresName name, string? value, string fix) => new ConfigurationProblem(name.Key, value, Allowed, fix).ToString();
}

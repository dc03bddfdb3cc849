using System.Text.Json;

namespace Grocery.AppHost.Postgres;

/// <summary>What a role needs to log in.</summary>
internal sealed record DatabaseLogin(string Host, int Port, string Database, string User, string Password)
{
    /// <summary>Writes it in the shape of a secret that RDS manages.</summary>
    public string ToSecret() => JsonSerializer.Serialize(
        new { engine = "postgres", host = Host, port = Port, username = User, password = Password, dbname = Database });
}

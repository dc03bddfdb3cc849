using System.Text.RegularExpressions;
using Grocery.AppHost.Postgres;
using Grocery.Platform.TestSupport;
using Npgsql;

namespace Grocery.Samples.Shop.Tests.Compose;

/// <summary>The files for those who have Docker, as far as they can be checked without its engine.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Folder = Repository.Path("samples", "compose");

    private static readonly string[] Services = ["product", "cart", "order", "summary", "storefront"];

    private static readonly Dictionary<string, string?> Variables = new(
        from service in Services
        from role in new[] { "", "_OWNER" }
        select KeyValuePair.Create($"SHOP_{service.ToUpperInvariant()}{role}_PASSWORD", (string?)$"of {service}{role.ToLowerInvariant()}"))
    {
        ["POSTGRES_PASSWORD"] = "superuser",
        ["SHOP_SIGNING_KEY"] = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIG9mIDMyIGJ5dGVz",
    };

    [Fact]
    public async Task Compose_takes_the_file_and_every_service_is_locked_down()
    {
        var services = await ServicesAsync();

        Assert.Superset(new HashSet<string>([.. Services, "postgres", "collector", "prometheus", "grafana", "loki", "tempo"]), services.Keys.ToHashSet());
        foreach (var service in Services)
        {
            Assert.Contains("\n    read_only: true\n", services[service], StringComparison.Ordinal);
            Assert.Contains("no-new-privileges:true", services[service], StringComparison.Ordinal);
            Assert.Contains("condition: service_healthy", services[service], StringComparison.Ordinal);
        }

        foreach (Match project in services.Values.SelectMany(service => ProjectPattern().Matches(service)))
            Assert.True(Directory.Exists(Repository.Path("samples", project.Groups[1].Value)), project.Value);
    }

    [Fact]
    public async Task Without_passwords_it_says_what_to_do()
    {
        var (exitCode, _, error) = await Command.TryRunAsync("docker-compose", ["-f", Path.Combine(Folder, "compose.yml"), "config"]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("run ./up.sh", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_takes_its_configuration_from_where_it_is_mounted()
    {
        var prometheus = (await ServicesAsync())["prometheus"];
        var folder = Directory.CreateTempSubdirectory("grocery-compose-");
        try
        {
            foreach (Match mount in PrometheusMountPattern().Matches(prometheus))
            {
                var target = Path.Combine(folder.FullName, mount.Groups["target"].Value);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.CreateSymbolicLink(target, mount.Groups["source"].Value);
            }

            var output = await Command.RunAsync("promtool", ["check", "config", Path.Combine(folder.FullName, "prometheus.yml")]);

            var rules = new[] { "alerts", "slo" }.Sum(name => Directory.GetFiles(Repository.Path("infra", "monitoring", name), "*.yml").Length);
            Assert.Contains($"SUCCESS: {rules} rule files found", output, StringComparison.Ordinal);

            // It warns of a file of targets that is not there.
            Assert.DoesNotContain("targets", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Prometheus_scrapes_every_service_by_its_name()
    {
        var targets = await File.ReadAllTextAsync(Path.Combine(Folder, "targets.yml"), TestContext.Current.CancellationToken);

        foreach (var service in Services)
            Assert.Contains($"- targets: [{service}:9090]\n  labels: {{ job: {service} }}\n", targets, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_that_is_mounted_is_there()
    {
        var sources = (await ServicesAsync()).Values.SelectMany(service => MountPattern().Matches(service)).Select(mount => mount.Groups["source"].Value).ToArray();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(source), source));
    }

    [Fact]
    public async Task The_database_script_gives_each_service_a_role_that_reads_and_writes_rows_and_nothing_else()
    {
        await using var postgres = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);
        var login = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        var environment = new Dictionary<string, string?>(Variables)
        {
            ["POSTGRES_USER"] = login.Username!,
            ["PGHOST"] = login.Host!,
            ["PGPORT"] = $"{login.Port}",
            ["PGPASSWORD"] = login.Password!,
            ["PGDATABASE"] = "postgres",
        };
        await Command.RunAsync("bash", [Path.Combine(Folder, "postgres", "shop.sh")], environment: environment);
        string As(string user, string password, string database) =>
            new NpgsqlConnectionStringBuilder(login.ConnectionString) { Username = user, Password = password, Database = database, Pooling = false }.ToString();

        await ExecuteAsync(As("cart_owner", "of cart_owner", "cart"), "CREATE TABLE things (id bigint GENERATED ALWAYS AS IDENTITY, name text)");

        await ExecuteAsync(As("cart", "of cart", "cart"), "INSERT INTO things (name) VALUES ('a'); UPDATE things SET name = 'b'; DELETE FROM things");
        await RefusesAsync(As("cart", "of cart", "cart"), "CREATE TABLE more (id int)");
        await RefusesAsync(As("cart", "of cart", "cart"), "DROP TABLE things");
        foreach (var database in new[] { "product", "postgres", "template1" })
        {
            await RefusesAsync(As("cart", "of cart", database), "SELECT 1");
            await RefusesAsync(As("cart_owner", "of cart_owner", database), "SELECT 1");
        }

        await RefusesAsync(As("product", "of cart", "product"), "SELECT 1", PostgresErrorCodes.InvalidPassword);
    }

    private static async Task<Dictionary<string, string>> ServicesAsync()
    {
        var config = await Command.RunAsync("docker-compose", ["-f", Path.Combine(Folder, "compose.yml"), "config"], environment: Variables);
        return ServicePattern().Matches(config).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task RefusesAsync(string connectionString, string sql, string expected = PostgresErrorCodes.InsufficientPrivilege)
    {
        var exception = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connectionString, sql));
        Assert.Equal(expected, exception.SqlState);
    }

    [GeneratedRegex(@"^  ([a-z]+):$((?:\n {4}.*)+\n)", RegexOptions.Multiline)]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"^    - (?<source>/\S+?):/etc/prometheus/(?<target>[^:\s]+):ro$", RegexOptions.Multiline)]
    private static partial Regex PrometheusMountPattern();

    [GeneratedRegex(@"^    - (?<source>/(?!var/run)\S+?):/\S+:ro$", RegexOptions.Multiline)]
    private static partial Regex MountPattern();

    [GeneratedRegex(@"PROJECT: (\S+)")]
    private static partial Regex ProjectPattern();
}

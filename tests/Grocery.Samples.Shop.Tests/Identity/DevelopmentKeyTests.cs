using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Shop.Tests.Identity;

/// <summary>With processes that have a home of their own.</summary>
[SupportedOSPlatform("linux")]
public sealed class DevelopmentKeyTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("grocery-shop-").FullName;

    private string KeyFile => Path.Combine(_home, "data", "grocery-shop", "development-key");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task In_development_services_that_start_together_share_a_key_that_only_their_user_can_read()
    {
        await using var one = Start("Development");
        await using var other = Start("Development");
        using var client = await one.ListeningAsync();
        using var otherClient = await other.ListeningAsync();

        // Nobody has a key before the first token comes.
        var before = await Task.WhenAll(ReserveAsync(client, ForgedToken.TestKey), ReserveAsync(otherClient, ForgedToken.TestKey));
        var key = await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken);

        Assert.All(before, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal([KeyFile], Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
        Assert.Equal(HttpStatusCode.NotFound, await ReserveAsync(client, key));
        Assert.Equal(HttpStatusCode.NotFound, await ReserveAsync(otherClient, key));
    }

    [Fact]
    public async Task In_production_there_is_no_such_key()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        await File.WriteAllTextAsync(KeyFile, ForgedToken.TestKey, TestContext.Current.CancellationToken);
        await using var service = Start("Production");
        using var client = await service.ListeningAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await ReserveAsync(client, ForgedToken.TestKey));
    }

    private static async Task<HttpStatusCode> ReserveAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/products/unicorn-1kg/reservations") { Content = JsonContent.Create(new { quantity = 1 }) };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", new ForgedToken { Key = key, KeyId = "development", Subject = "order", Scope = "service" }.ToString());
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private ServiceProcess Start(string environment) => ServiceProcess.Start(typeof(Program).Assembly.Location, new Dictionary<string, string?>
    {
        ["ASPNETCORE_ENVIRONMENT"] = environment,
        ["HOME"] = _home,
        ["XDG_DATA_HOME"] = Path.Combine(_home, "data"),
    });
}

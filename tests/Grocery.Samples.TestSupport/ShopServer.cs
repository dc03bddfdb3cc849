using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Samples.TestSupport;

/// <summary>A real service of the shop on a real port of this process.</summary>
public class ShopServer<TProgram> : IAsyncLifetime
    where TProgram : class
{
    private readonly Dictionary<string, string> _settings = new()
    {
        ["urls"] = "http://127.0.0.1:0",
        ["Identity:SigningKeys:test"] = ForgedToken.TestKey,
    };

    private readonly List<HttpClient> _clients = [];
    private TimeProvider? _time;
    private WebApplicationFactory<TProgram>? _factory;

    /// <summary>Gets a client that is not signed in.</summary>
    public HttpClient Client { get; private set; } = null!;

    public Uri Address => Client.BaseAddress!;

    /// <summary>Gets the clock of the service, unless another was set.</summary>
    public MovedClock Clock { get; } = new();

    public IServiceProvider Services => _factory!.Services;

    private ShopTokens Tokens => Services.GetRequiredService<ShopTokens>();

    /// <summary>Sets a key of the configuration; before the start.</summary>
    public ShopServer<TProgram> With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Sets another clock; before the start.</summary>
    public ShopServer<TProgram> With(TimeProvider time)
    {
        _time = time;
        return this;
    }

    public virtual ValueTask InitializeAsync()
    {
        _factory = new WebApplicationFactory<TProgram>().WithWebHostBuilder(builder =>
        {
            foreach (var (key, value) in _settings)
                builder.UseSetting(key, value);

            builder.ConfigureServices(services => services.AddSingleton(_time ?? Clock));
        });
        _factory.UseKestrel();
        _factory.StartServer();
        Client = _factory.CreateClient();
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns a client that is signed in as a user; all services of these tests know its token.</summary>
    public HttpClient ClientOf(string user) => ClientWith(Tokens.Issue(user, user));

    /// <summary>Returns a client with the token of a service.</summary>
    public HttpClient ServiceClient() => ClientWith(Tokens.IssueForService());

    /// <summary>Returns a client with any token.</summary>
    public HttpClient ClientWith(string token)
    {
        var client = _factory!.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        Client?.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();

        GC.SuppressFinalize(this);
    }
}

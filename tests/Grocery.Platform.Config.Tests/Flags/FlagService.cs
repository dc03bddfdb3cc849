using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Tests.Flags;

/// <summary>A service on Kestrel that knows its users by the headers <c>x-user</c> and <c>x-roles</c>. Its requests have spans; its clock stands still.</summary>
internal sealed class FlagService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "System.Net.Http",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    };

    private FlagService(WebApplication app, ManualTimeProvider time, LogCollector logs, int management)
    {
        (_app, Time, Logs, Management) = (app, time, logs, management);
        ActivitySource.AddActivityListener(_listener);
        Address = new Uri(app.Urls.First(url => new Uri(url).Port != management));
        _client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public int Management { get; }

    public ManualTimeProvider Time { get; }

    public LogCollector Logs { get; }

    public IServiceProvider Services => _app.Services;

    public IFeatureManager Flags => Services.GetRequiredService<IFeatureManager>();

    public static Task<FlagService> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, _ => { }, settings);

    public static Task<FlagService> StartAsync(Action<WebApplication> map, params (string Key, string Value)[] settings) => StartAsync(_ => { }, map, settings);

    public static async Task<FlagService> StartAsync(
        Action<WebApplicationBuilder> configure, Action<WebApplication> map, params (string Key, string Value)[] settings)
    {
        var (time, logs, management) = (new ManualTimeProvider(), new LogCollector("Grocery.Platform.Config"), FreePort.Next());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Configuration["Platform:Management:Port"] = management.ToString(CultureInfo.InvariantCulture);
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddPlatformConfig();
        configure(builder);

        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["x-user"].ToString() is { Length: > 0 } user)
                context.User = Principal(user, context.Request.Headers["x-roles"].ToString());
            return next(context);
        });
        app.MapGet("/flag/{name}", (string name, IFeatureManager flags) => flags.IsEnabledAsync(name));
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new FlagService(app, time, logs, management);
    }

    /// <summary>Asks as a user, who may be nobody, and within a trace.</summary>
    public async Task<string> GetAsync(string path, string user = "", string roles = "", ActivityTraceId? trace = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("x-user", user);
        request.Headers.Add("x-roles", roles);
        if (trace is { } id)
            request.Headers.Add("traceparent", $"00-{id}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    public async Task<(int Status, string Body)> ManageAsync(string? change = null)
    {
        using var request = new HttpRequestMessage(change is null ? HttpMethod.Get : HttpMethod.Put, new Uri($"http://127.0.0.1:{Management}/flags"));
        if (change is not null)
            request.Content = new StringContent(change, new MediaTypeHeaderValue("application/json"));
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Changes keys, and has the configuration read again as a source does it.</summary>
    public void Reload(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _app.Configuration[key] = value;
        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    /// <summary>Reads the instruments of flags: name, values of the tags, and value.</summary>
    public IReadOnlyList<string> Measure()
    {
        var measured = new List<string>();
        var meters = Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name.StartsWith("grocery.flags.", StringComparison.Ordinal))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add(Describe(instrument, value, tags)));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _listener.Dispose();
        await _app.DisposeAsync();
    }

    private static string Describe(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{instrument.Name["grocery.flags.".Length..]} {string.Concat(tags.ToArray().Where(tag => tag.Key != "feature_flag.provider.name").Select(tag => tag.Value + " "))}= {value}");

    private static ClaimsPrincipal Principal(string user, string roles) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, user), new Claim("sub", $"id-of-{user}"),
            .. roles.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(role => new[] { new Claim(ClaimTypes.Role, role), new Claim("team", $"team-of-{role}") }),
        ],
        "test"));
}

using Grocery.Platform.Drills.TestApp;
using Grocery.Platform.Drills.TestApp.Chain;

// The service of the drills. PLATFORM says whether it has the one line ("plain": retries as they are often written instead), DEPENDENCY
// what its one check calls, DATABASE what
// its connection string is called, and CHAIN whether it is a hop of a chain.
var builder = WebApplication.CreateBuilder(args);
var stack = builder.Configuration["PLATFORM"] ?? "true";
var hasPlatform = stack is "true";
if (hasPlatform)
    builder.AddGroceryPlatform();

if (builder.Configuration["DEPENDENCY"] is { } dependency)
    builder.Services.AddHealthChecks().AddCheck("dependency", new DependencyHealthCheck(new Uri(dependency)));

if (builder.Configuration["DATABASE"] is { } database)
    builder.Services.AddPlatformPostgres(database, data => data.ConnectionStringBuilder.MaxPoolSize = 20);

if (stack is "plain")
    builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new PlainRetryHandler()));

var app = builder.Build();
if (!hasPlatform)
    app.MapGet("/health/ready", () => Results.Text("Healthy"));

if (app.Configuration.GetValue("CHAIN", false))
    new Hop(app.Services.GetService<IHttpClientFactory>(), app.Configuration["NEXT"]).Map(app);

app.MapGet("/fast", () => Results.Text("done"));
app.MapGet("/slow", async () =>
{
    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    return Results.Text("done");
});
if (app.Configuration["DATABASE"] is not null)
    app.MapDatabase();

app.MapBoundedWork();
app.MapGauges();
app.Run();

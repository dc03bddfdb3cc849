using Grocery.Platform.Drills.TestApp;

// The service of the drills. PLATFORM says whether it has the one line, DEPENDENCY what its one check calls.
var builder = WebApplication.CreateBuilder(args);
var hasPlatform = builder.Configuration.GetValue("PLATFORM", true);
if (hasPlatform)
    builder.AddGroceryPlatform();

if (builder.Configuration["DEPENDENCY"] is { } dependency)
    builder.Services.AddHealthChecks().AddCheck("dependency", new DependencyHealthCheck(new Uri(dependency)));

var app = builder.Build();
if (!hasPlatform)
    app.MapGet("/health/ready", () => Results.Text("Healthy"));

app.MapGet("/fast", () => Results.Text("done"));
app.MapGet("/slow", async () =>
{
    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    return Results.Text("done");
});
app.Run();

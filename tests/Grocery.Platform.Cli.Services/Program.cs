using Grocery.Platform;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.Services.AddHttpClient("payments");

var app = builder.Build();

// Looking into a service must not get here.
if (app.Configuration["StartedFile"] is { } file)
    File.WriteAllText(file, "started");

app.MapGet("/", () => "Hello");
app.Run();

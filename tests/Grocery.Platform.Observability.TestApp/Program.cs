using Grocery.Platform;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatformObservability();
builder.Services.AddSecretValues().Add("hunter2-is-secret");

var app = builder.Build();
app.MapGet("/hello/{name}", (string name, ILogger<Program> logger) =>
{
    Greeting.Said(logger, name);
    return name;
});
app.Run();

internal static partial class Greeting
{
    [LoggerMessage(7, LogLevel.Information, "Hello {Name}, not hunter2-is-secret")]
    public static partial void Said(ILogger logger, string name);
}

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
app.MapGet("/lines/{count}", (int count, ILogger<Program> logger) =>
{
    for (var i = 0; i < count; i++)
        Greeting.Counted(logger, i);
});
app.MapGet("/crash", (ILogger<Program> logger) => new Thread(() =>
{
    Greeting.Counted(logger, 1);
    throw new InvalidOperationException("hunter2-is-secret is what it died of");
}).Start());
app.MapGet("/exit", (ILogger<Program> logger) =>
{
    Greeting.Counted(logger, 1);
    Environment.Exit(3);
});
app.Run();

internal static partial class Greeting
{
    [LoggerMessage(7, LogLevel.Information, "Hello {Name}, not hunter2-is-secret")]
    public static partial void Said(ILogger logger, string name);

    [LoggerMessage(8, LogLevel.Information, "Line {Number}")]
    public static partial void Counted(ILogger logger, int number);
}

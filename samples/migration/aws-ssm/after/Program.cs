using Grocery.Migration.Ssm;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.Services.AddPlatformOptions<OrderOptions>("Orders");

var app = builder.Build();
app.MapPantry();
app.Run();

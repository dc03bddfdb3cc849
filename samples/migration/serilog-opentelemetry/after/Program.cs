using Grocery.Migration.Serilog;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();

var app = builder.Build();
app.MapPayments();
app.Run();

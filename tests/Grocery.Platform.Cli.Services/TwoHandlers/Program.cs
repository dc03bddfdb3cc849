using Grocery.Platform;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.Services.AddHttpClient("payments").AddStandardResilienceHandler();
builder.Services.AddHttpClient("parcels").AddStandardResilienceHandler();

var app = builder.Build();
app.Run();

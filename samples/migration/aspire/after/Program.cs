using Grocery.Migration.Aspire;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.Services.AddServiceDiscovery();
builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
builder.AddCatalogue();

var app = builder.Build();
app.MapCatalogue();
app.Run();

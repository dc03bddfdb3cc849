using Grocery.Samples.Shop;
using Grocery.Samples.Summary.Endpoints;
using Grocery.Samples.Summary.Overview;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.AddShop(port: 8084);
builder.AddOverview();

var app = builder.Build();
app.UseShop();
app.MapSummary();
app.Run();

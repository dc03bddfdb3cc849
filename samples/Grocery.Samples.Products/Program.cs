using Grocery.Samples.Products.Endpoints;
using Grocery.Samples.Products.Storage;
using Grocery.Samples.Shop;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.AddShop(port: 8083);
builder.AddProductStore();

var app = builder.Build();
app.UseShop();
app.MapProducts();
app.MapReservations();
app.Run();

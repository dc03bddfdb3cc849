using Grocery.Samples.Carts.Endpoints;
using Grocery.Samples.Carts.Pricing;
using Grocery.Samples.Carts.Storage;
using Grocery.Samples.Shop;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.AddShop(port: 8081);
builder.AddCartStore();
builder.AddPricing();

var app = builder.Build();
app.UseShop();
app.MapCart();
app.MapOrdered();
app.Run();

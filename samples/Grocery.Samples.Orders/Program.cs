using Grocery.Samples.Orders.Checkouts;
using Grocery.Samples.Orders.Endpoints;
using Grocery.Samples.Orders.Storage;
using Grocery.Samples.Shop;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.AddShop(port: 8082);
builder.AddOrderStore();
builder.AddCheckout();

var app = builder.Build();
app.UseShop();
app.MapOrders();
app.MapCheckout();
app.Run();

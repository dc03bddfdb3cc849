using Grocery.Samples.Shop;
using Grocery.Samples.Storefront.Accounts;
using Grocery.Samples.Storefront.Gateway;
using Grocery.Samples.Storefront.Page;
using Grocery.Samples.Storefront.Sessions;
using Grocery.Samples.Storefront.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.AddShop(port: 8080);
builder.AddUserStore();
builder.AddAccounts();
builder.AddSessions();
builder.AddGateway();
builder.AddPage();

var app = builder.Build();
app.UsePage();
app.UseSessions();
app.UseShop();
app.MapAccounts();
app.MapGateway();
app.Run();

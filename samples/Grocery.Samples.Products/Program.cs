using Grocery.Samples.Products.Endpoints;
using Grocery.Samples.Products.Problems;
using Grocery.Samples.Products.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.AddProductStore();
builder.AddProblems();

// Here and not in appsettings.json, where it would override ASPNETCORE_URLS.
if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
    builder.WebHost.UseUrls("http://localhost:8083");

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapProducts();
app.MapReservations();
app.Run();

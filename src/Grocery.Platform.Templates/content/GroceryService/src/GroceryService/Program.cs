using ServiceRootNamespace.Items;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.AddItemStore();

var app = builder.Build();
app.MapItems();
app.Run();

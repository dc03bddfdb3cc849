using Grocery.Migration.Aspire;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCatalogue();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapCatalogue();
app.Run();

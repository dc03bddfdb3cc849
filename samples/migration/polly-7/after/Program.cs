using Grocery.Migration.Polly;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.Services.AddPlatformPipeline("ledger", failure => failure is LedgerBusyException);
builder.Services.AddSingleton<LedgerWriter>();
builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(builder.Configuration["Stock"]!));

var app = builder.Build();
app.MapCheckout();
app.Run();

using System.Data.Common;
using Grocery.Migration.Xabaril;
using Npgsql;

var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("warehouse")!));
builder.Services.AddSingleton<DbDataSource>(services => services.GetRequiredService<NpgsqlDataSource>());
builder.Services.AddHealthChecks()
    .AddDatabase()
    .AddCheck<WarehouseCheck>("warehouse");

var app = builder.Build();
app.MapWarehouse();
app.Run();

using Grocery.Migration.Ssm;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddSystemsManager("/grocery/prod/pantry", reloadAfter: TimeSpan.FromSeconds(5));
builder.Services.AddOptions<OrderOptions>().BindConfiguration("Orders").ValidateDataAnnotations().ValidateOnStart();

var app = builder.Build();
app.MapPantry();
app.Run();

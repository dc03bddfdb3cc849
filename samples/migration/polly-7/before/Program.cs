using Grocery.Migration.Polly;
using Polly;
using Polly.Extensions.Http;
using Polly.Timeout;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<LedgerWriter>();
builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(builder.Configuration["Stock"]!))
    .AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().Or<TimeoutRejectedException>().WaitAndRetryAsync(2, attempt => TimeSpan.FromMilliseconds(100 * attempt)))
    .AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)))
    .AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>(TimeSpan.FromSeconds(2)));

var app = builder.Build();
app.MapCheckout();
app.Run();

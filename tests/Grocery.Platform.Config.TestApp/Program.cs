using Grocery.Platform;
using Microsoft.Extensions.Hosting;

// Prints the configuration values of the keys in PRINT, one a line; a refusal to start goes to the error stream.
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.AddPlatformConfig();
    foreach (var key in builder.Configuration["PRINT"]!.Split(','))
        Console.WriteLine($"{key}={builder.Configuration[key]}");

    return 0;
}
catch (PlatformConfigurationException exception)
{
    Console.Error.WriteLine(exception);
    return 1;
}

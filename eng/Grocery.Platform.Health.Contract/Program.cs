// Writes the probe contract of a service at its build: FILE is written next to the service's appsettings files, NAME is its assembly.
// Nothing of the build machine's environment counts, so that the same sources give the same file.
using Grocery.Platform;
using Grocery.Platform.Health;
using Grocery.Platform.Health.Contract;
using Grocery.Platform.Health.Groups;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

if (args is not [var file, var name])
{
    Console.Error.WriteLine("Usage: dotnet Grocery.Platform.Health.Contract.dll FILE NAME");
    return 2;
}

try
{
    var path = Path.GetFullPath(file);
    using var host = BuildHost(Path.GetDirectoryName(path)!, name);
    var hasMetrics = File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "Grocery.Platform.Observability.dll"));
    File.WriteAllText(path, ProbeContract.ToText(ProbeContract.Of(host.Services, hasMetrics)));
    if (ProbeContract.FindWarning(host.Services) is { } warning)
        Console.Error.WriteLine($"{ProbeContract.FileName} : warning GROCERY0003: {warning}");

    return 0;
}
catch (PlatformConfigurationException exception)
{
    return Fail(exception.Problems);
}
catch (InvalidDataException exception)
{
    return Fail([$"{exception.Message} {exception.GetBaseException().Message}"]);
}

// Never started. What runs in a container counts: that is where somebody reads the file.
static IHost BuildHost(string folder, string application)
{
    var builder = Host.CreateEmptyApplicationBuilder(new()
    {
        ApplicationName = application,
        ContentRootPath = folder,
        EnvironmentName = Environments.Production,
    });
    builder.Configuration
        .AddJsonFile("appsettings.json", optional: true)
        .AddJsonFile("appsettings.Production.json", optional: true)
        .AddInMemoryCollection([new("DOTNET_RUNNING_IN_CONTAINER", "true")]);
    builder.AddPlatformHealth();

    // The service registers its checks in code, which does not run here; their configured names are right until it starts.
    var named = builder.Configuration.GetSection(HealthCheckOptions.ChecksSection).GetChildren().Select(check => check.Key);
    var grouped = builder.Configuration.GetSection($"{HealthOptions.Section}:{nameof(HealthOptions.Groups)}").GetChildren()
        .SelectMany(group => GroupNames.Parse(group.Value ?? ""));
    foreach (var name in named.Concat(grouped).Select(name => name.Replace('*', '_')).Distinct(StringComparer.OrdinalIgnoreCase))
        builder.Services.AddHealthChecks().AddCheck(name, () => HealthCheckResult.Healthy());

    return builder.Build();
}

// One line each, in the form that MSBuild shows as an error of the build.
static int Fail(IEnumerable<string> problems)
{
    foreach (var problem in problems)
        Console.Error.WriteLine($"{ProbeContract.FileName} : error GROCERY0001: {problem.ReplaceLineEndings(" ")}");

    return 1;
}

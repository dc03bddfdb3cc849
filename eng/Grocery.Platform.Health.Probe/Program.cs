using System.Text.Json;
using Grocery.Platform.Health.Probe;

if (args is not [var path, .. { Length: <= 1 } rest])
{
    await Console.Error.WriteLineAsync("Usage: Grocery.Platform.Health.Probe <grocery-probes.json> [live|ready|startup]");
    return 2;
}

try
{
    var contract = await File.ReadAllTextAsync(path);
    var probe = ContainerProbe.Read(contract, rest is [var name] ? name : "live", Environment.GetEnvironmentVariable("Platform__Management__Port"));
    if (await probe.AskAsync() is not { } problem)
        return 0;

    await Console.Error.WriteLineAsync(problem);
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException)
{
    await Console.Error.WriteLineAsync($"{path}: {exception.Message}");
}

return 1;

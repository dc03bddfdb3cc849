using System.Globalization;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost;

/// <summary>What the person at the keyboard asked for.</summary>
/// <param name="UseDatabase">Whether to start a private PostgreSQL when it is installed.</param>
/// <param name="Ports">The port of every service, by its name.</param>
internal sealed record AppHostArguments(bool UseDatabase, IReadOnlyDictionary<string, int> Ports)
{
    private const int LargestPort = 65535;

    public static string Help =>
        $"""
        Starts the grocery shop on this machine: every service as a process of its own, on a private PostgreSQL that is
        thrown away at the end (or in memory where PostgreSQL is not installed). Ctrl-C stops everything.

        dotnet run --project samples/Grocery.AppHost -- [options]

          --port-offset N   adds N to every port
        {string.Concat(ShopService.All.Select(service => $"  {PortOption(service),-17} the port of {service.Name}; default {service.Port}\n"))}
          --no-database     keeps everything in memory
          --help            shows this text
        """;

    public static bool AskForHelp(string[] args) => args.Any(argument => argument is "--help" or "-h" or "-?");

    /// <exception cref="ArgumentException">An argument is unknown or its value is not allowed.</exception>
    public static AppHostArguments Parse(string[] args)
    {
        var useDatabase = true;
        var offset = 0;
        var chosen = new Dictionary<string, int>();
        var rest = new Queue<string>(args.SelectMany(argument => argument.Split('=', 2)));
        while (rest.TryDequeue(out var argument))
        {
            if (argument == "--no-database")
                useDatabase = false;
            else if (argument == "--port-offset")
                offset = ReadNumber(argument, rest, LargestPort);
            else if (ShopService.All.FirstOrDefault(service => $"--{service.Name}-port" == argument) is { } service)
                chosen[service.Name] = ReadNumber(argument, rest, LargestPort);
            else
                throw new ArgumentException($"Unknown argument '{argument}'.");
        }

        var ports = ShopService.All.ToDictionary(
            service => service.Name, service => chosen.TryGetValue(service.Name, out var port) ? port : service.Port + offset);
        if (ports.FirstOrDefault(port => port.Value is < 1 or > LargestPort) is { Key: { } name } wrong)
            throw new ArgumentException($"The port of {name} would be {wrong.Value}; allowed: 1 to {LargestPort}.");
        if (ports.Values.Distinct().Count() < ports.Count)
            throw new ArgumentException("Two services would have the same port.");

        return new AppHostArguments(useDatabase, ports);
    }

    public static string PortOption(ShopService service) => $"--{service.Name}-port N";

    private static int ReadNumber(string argument, Queue<string> rest, int largest) =>
        rest.TryDequeue(out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= largest
            ? number
            : throw new ArgumentException($"{argument} needs a whole number from 0 to {largest}.");
}

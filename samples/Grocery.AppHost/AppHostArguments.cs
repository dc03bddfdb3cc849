using System.Globalization;
using Grocery.AppHost.Drills;
using Grocery.AppHost.Load;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost;

/// <summary>What the person at the keyboard asked for.</summary>
/// <param name="Shop">How to open the shop.</param>
/// <param name="ConsolePort">The port of the console.</param>
internal sealed record AppHostArguments(ShopSettings Shop, int ConsolePort)
{
    public const string ConsolePortOption = "--console-port";

    private const int DefaultConsolePort = 8090;
    private const int LargestPort = 65535;
    private const int HighestLoad = 1_000;

    // 23 hours: an injected fault has to outlast the drill, and lasts a day at most.
    private const int MostMinutes = 1_380;

    /// <summary>Gets the visits of shoppers a second; <see langword="null"/> is no load.</summary>
    public int? Load { get; init; }

    /// <summary>Gets the drill to run in place of opening the shop.</summary>
    public string? Drill { get; init; }

    /// <summary>Gets for how many minutes a drill breaks what it breaks; <see langword="null"/> for as long as it needs.</summary>
    public int? Minutes { get; init; }

    public static string Help =>
        $"""
        Starts the grocery shop on this machine: every service as a process of its own, on a private PostgreSQL that is
        thrown away at the end (or in memory where PostgreSQL is not installed). Ctrl-C stops everything.

        dotnet run --project samples/Grocery.AppHost -- [options]

          --port-offset N   adds N to every port
        {string.Concat(ShopService.All.Select(service => $"  {PortOption(service),-17} the port of {service.Name}; default {service.Port}\n"))}
          {ConsolePortOption} N  the port of the console; default {DefaultConsolePort}
          --no-database     keeps everything in memory
          --load [RATE]     adds steady traffic: so many visits a second; default {LoadRun.DefaultPerSecond}
          --drill NAME      runs a drill on a shop of its own, on free ports, and prints its verdict; 'list' describes all,
                            'all' runs them
          --set KEY=VALUE   sets a configuration key of every service, to stay; can be given several times
          --minutes N       lets the drill's fault last so long; for 'slo' the time of the measurement
          --help            shows this text
        """;

    public static bool AskForHelp(string[] args) => args.Any(argument => argument is "--help" or "-h" or "-?");

    /// <exception cref="ArgumentException">An argument is unknown or its value is not allowed.</exception>
    public static AppHostArguments Parse(string[] args)
    {
        var useDatabase = true;
        var offset = 0;
        int? console = null;
        int? load = null;
        int? minutes = null;
        string? drill = null;
        var given = new HashSet<string>();
        var chosen = new Dictionary<string, int>();
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = new Queue<string>(args.SelectMany(argument => argument.StartsWith('-') ? argument.Split('=', 2) : [argument]));
        while (rest.TryDequeue(out var argument))
        {
            given.Add(argument);
            if (argument == "--no-database")
                useDatabase = false;
            else if (argument == "--port-offset")
                offset = ReadNumber(argument, rest, LargestPort);
            else if (argument == ConsolePortOption)
                console = ReadNumber(argument, rest, LargestPort);
            else if (argument == "--load")
                load = ReadLoad(argument, rest);
            else if (argument == "--drill")
                drill = ReadText(argument, rest, "the name of a drill, 'list' or 'all'");
            else if (argument == "--set")
                AddParameter(argument, rest, parameters);
            else if (argument == "--minutes")
                minutes = ReadNumber(argument, rest, MostMinutes, smallest: 1);
            else if (ShopService.All.FirstOrDefault(service => $"--{service.Name}-port" == argument) is { } service)
                chosen[service.Name] = ReadNumber(argument, rest, LargestPort);
            else
                throw new ArgumentException($"Unknown argument '{argument}'.");
        }

        RequireThatNoneIsIgnored(given, drill);
        var ports = ShopService.All.ToDictionary(
            service => service.Name, service => chosen.TryGetValue(service.Name, out var port) ? port : service.Port + offset);
        var consolePort = console ?? DefaultConsolePort + offset;
        RequireGoodPorts([.. ports.Select(port => (port.Key, port.Value)), ("the console", consolePort)]);
        return new AppHostArguments(new ShopSettings(useDatabase, ports) { Parameters = parameters }, consolePort)
        {
            Load = load,
            Drill = drill,
            Minutes = minutes,
        };
    }

    public static string PortOption(ShopService service) => $"--{service.Name}-port N";

    private static void RequireThatNoneIsIgnored(HashSet<string> given, string? drill)
    {
        if (given.Contains("--load") && given.Contains("--no-database"))
            throw new ArgumentException("--load and --no-database do not go together: the load buys products whose stock is filled up in the database. Leave one out.");
        if (drill is null && given.Contains("--minutes"))
            throw new ArgumentException("--minutes is for a drill; name one: --drill NAME.");
        if (drill == DrillCommand.List && given.Count > 1)
            throw new ArgumentException($"--drill {drill} only describes the drills; leave {given.First(argument => argument != "--drill")} out.");
        if (drill is not null && given.Except(["--drill", "--minutes", "--set"]).FirstOrDefault() is { } ignored)
            throw new ArgumentException($"{ignored} is not for a drill, which has a shop, free ports and a load of its own; allowed beside --drill: --minutes N and --set KEY=VALUE. Leave {ignored} out.");
    }

    private static void RequireGoodPorts((string Name, int Port)[] ports)
    {
        if (ports.FirstOrDefault(port => port.Port is < 1 or > LargestPort) is { Name: { } name } wrong)
            throw new ArgumentException($"The port of {name} would be {wrong.Port}; allowed: 1 to {LargestPort}.");
        if (ports.DistinctBy(port => port.Port).Count() < ports.Length)
            throw new ArgumentException("Two services would have the same port.");
    }

    private static int ReadLoad(string argument, Queue<string> rest) =>
        rest.TryPeek(out var next) && !next.StartsWith('-') ? ReadNumber(argument, rest, HighestLoad, smallest: 1) : LoadRun.DefaultPerSecond;

    private static void AddParameter(string argument, Queue<string> rest, Dictionary<string, string> parameters)
    {
        var text = ReadText(argument, rest, "a configuration key and its value");
        if (text.Split('=', 2) is not [{ Length: > 0 } key, var value])
            throw new ArgumentException($"{argument} needs KEY=VALUE, such as {argument} Platform:Resilience:Defaults:MaxRetries=0; it has '{text}'.");

        parameters[key] = value;
    }

    private static string ReadText(string argument, Queue<string> rest, string allowed) =>
        rest.TryDequeue(out var text) && !text.StartsWith('-') ? text : throw new ArgumentException($"{argument} needs {allowed}.");

    private static int ReadNumber(string argument, Queue<string> rest, int largest, int smallest = 0) =>
        rest.TryDequeue(out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= smallest
        && number <= largest
            ? number
            : throw new ArgumentException($"{argument} needs a whole number from {smallest} to {largest}.");
}

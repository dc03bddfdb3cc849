using System.Globalization;
using Grocery.Load.Arrivals;
using Grocery.Load.Scenarios;
using Grocery.Load.Shop;
using Grocery.Load.Thresholds;

namespace Grocery.Load;

/// <summary>Reads the command line.</summary>
internal sealed class LoadArguments
{
    private const int MostConcurrency = 10_000;

    // The shop signs up 60 from one address in a minute, and some are needed beside those who check out.
    private const int MostCustomers = 50;

    // An option of the second list says something of the URL before it.
    private static readonly string[] OfShop = ["--target", "--mix", "--customers"];
    private static readonly string[] OfUrl = ["--name", "--method", "--header", "--body", "--weight"];

    private readonly HashSet<string> _given = [];
    private readonly List<UrlRequest> _urls = [];
    private readonly List<Stage> _stages = [];
    private readonly List<Threshold> _thresholds = [];
    private double _perSecond = LoadSettings.DefaultPerSecond;
    private TimeSpan _duration = LoadSettings.DefaultDuration;
    private LoadSettings _settings = new();

    private LoadArguments()
    {
    }

    /// <exception cref="ArgumentException">An argument is unknown or its value is not allowed.</exception>
    public static LoadSettings Parse(IEnumerable<string> args)
    {
        var arguments = new LoadArguments();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var option))
            arguments.Read(option, rest);

        return arguments.Finish();
    }

    private void Read(string option, Queue<string> rest)
    {
        if (option == "--slo")
        {
            _given.Add(option);
            _thresholds.AddRange(ServiceLevels.Shop.Thresholds);
            return;
        }

        if (!LoadHelp.Options.Contains(option))
            throw new ArgumentException($"Unknown argument '{option}'. Allowed: {string.Join(", ", LoadHelp.Options)}.");
        if (!rest.TryDequeue(out var value))
            throw new ArgumentException($"{option} needs a value.");
        if (OfUrl.Contains(option) && _urls.Count == 0)
            throw new ArgumentException($"{option} says something of the --url before it, and there is none.");
        if (!_given.Add(option) && !(option is "--url" or "--stage" or "--fail-if" || OfUrl.Contains(option)))
            throw new ArgumentException($"{option} is given twice.");

        try
        {
            Read(option, value);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"{option} {exception.Message}{(exception.Message.EndsWith('.') ? "" : ".")}", exception);
        }
    }

    private void Read(string option, string value)
    {
        _settings = option switch
        {
            "--target" => _settings with { Target = ReadUrl(value) },
            "--mix" => _settings with { Mix = ReadMix(value) },
            "--customers" => _settings with { Customers = ReadNumber(value, 1, MostCustomers) },
            "--warm-up" => _settings with { WarmUp = LoadText.ReadDuration(value) },
            "--arrivals" => _settings with { IsPoisson = ReadChoice(value, "poisson", "constant") == "poisson" },
            "--seed" => _settings with { Seed = ReadNumber(value, 0, int.MaxValue) },
            "--concurrency" => _settings with { Concurrency = ReadNumber(value, 1, MostConcurrency) },
            "--timeout" => _settings with { TimeOut = ReadPositive(value) },
            "--json" => _settings with { JsonFile = ReadFile(value) },
            "--html" => _settings with { HtmlFile = ReadFile(value) },
            _ => _settings,
        };
        if (option == "--url")
            _urls.Add(new UrlRequest(ReadUrl(value)));
        else if (OfUrl.Contains(option))
            _urls[^1] = ReadOfUrl(_urls[^1], option, value);
        else if (option == "--rate")
            _perSecond = LoadText.ReadRate(value);
        else if (option == "--duration")
            _duration = ReadPositive(value);
        else if (option == "--stage")
            _stages.Add(LoadText.ReadStage(value));
        else if (option == "--fail-if")
            _thresholds.Add(ThresholdText.Parse(value));
    }

    private LoadSettings Finish()
    {
        if (_urls.Count > 0 && OfShop.FirstOrDefault(_given.Contains) is { } shop)
            throw new ArgumentException($"{shop} is for the journeys of the shop, which --url takes the place of. Leave one out.");
        if (_stages.Count > 0 && (_given.Contains("--rate") || _given.Contains("--duration")))
            throw new ArgumentException("--stage says rate and duration itself. Leave --rate and --duration out.");
        if (_perSecond == 0)
            throw new ArgumentException("--rate is 0, so nobody would come.");

        var settings = _settings with
        {
            Mix = _urls.Count > 0 ? null : _settings.Mix ?? ShopJourneys.Weights,
            Urls = _urls,
            Stages = _stages.Count > 0 ? _stages : [new Stage(_duration, _perSecond, _perSecond)],
            Thresholds = _thresholds,
        };
        RequireKnownScenarios(settings);
        RequireGoodRequests(settings);
        return settings;
    }

    private static void RequireKnownScenarios(LoadSettings settings)
    {
        string[] names = [.. settings.Mix?.Keys ?? settings.Urls.Select(url => url.ScenarioName)];
        if (names.Length != names.Distinct().Count())
            throw new ArgumentException($"Two of --url have the same name, '{names.GroupBy(name => name).First(group => group.Count() > 1).Key}'. Give them names of their own: --name.");
        if (settings.Thresholds.FirstOrDefault(threshold => threshold.Scenario is { } scenario && !names.Contains(scenario)) is { } stray)
            throw new ArgumentException($"--fail-if '{stray.Text}' is about the scenario '{stray.Scenario}', which this load does not have. It has: {string.Join(", ", names)}.");
    }

    private static void RequireGoodRequests(LoadSettings settings)
    {
        foreach (var url in settings.Urls)
        {
            try
            {
                url.Create().Dispose();
            }
            catch (FormatException exception)
            {
                throw new ArgumentException($"--header: {exception.Message}", exception);
            }
        }
    }

    private static UrlRequest ReadOfUrl(UrlRequest url, string option, string value) => option switch
    {
        "--name" => url with { Name = value },
        "--method" => url with { Method = ReadMethod(value) },
        "--header" => url with { Headers = [.. url.Headers, ReadHeader(value)] },
        "--body" => url with { Body = value.StartsWith('@') ? ReadBody(value[1..]) : value },
        _ => url with { Weight = ReadWeight(value) },
    };

    private static HttpMethod ReadMethod(string value) =>
        value.Length > 0 && value.All(char.IsAsciiLetterUpper) ? new HttpMethod(value) : throw new FormatException($"needs a method such as GET or POST; it has '{value}'");

    private static (string Name, string Value) ReadHeader(string value) => value.Split(':', 2) is [{ Length: > 0 } name, var text] && text.IndexOfAny(['\r', '\n']) < 0
        ? (name.Trim(), text.Trim())
        : throw new FormatException($"needs a header such as 'Accept: text/html'; it has '{value}'");

    private static string ReadBody(string file) =>
        File.Exists(file) ? File.ReadAllText(file) : throw new FormatException($"has '@{file}', and there is no such file");

    private static double ReadWeight(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight is > 0 and <= 1_000_000
            ? weight
            : throw new FormatException($"needs a number more than 0; it has '{value}'");

    private static Dictionary<string, double> ReadMix(string value)
    {
        var mix = new Dictionary<string, double>();
        foreach (var part in value.Split(','))
        {
            if (part.Split('=') is not [var name, var weight] || !ShopJourneys.Weights.ContainsKey(name) || !mix.TryAdd(name, ReadWeight(weight)))
                throw new FormatException($"needs journeys with their weights, each once, of {string.Join(", ", ShopJourneys.Weights.Select(journey => $"{journey.Key}={journey.Value}"))}; it has '{value}'");
        }

        return mix;
    }

    private static Uri ReadUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw new FormatException($"needs an address such as http://localhost:8080; it has '{value}'");

    private static string ReadChoice(string value, params string[] allowed) =>
        allowed.Contains(value) ? value : throw new FormatException($"needs {string.Join(" or ", allowed)}; it has '{value}'");

    private static string ReadFile(string value) =>
        value.Length > 0 && !Directory.Exists(value) ? value : throw new FormatException($"needs the name of a file; it has '{value}'");

    private static TimeSpan ReadPositive(string value) =>
        LoadText.ReadDuration(value) is var duration && duration > TimeSpan.Zero ? duration : throw new FormatException("needs more than 0");

    private static int ReadNumber(string value, int smallest, int largest) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest
            ? number
            : throw new FormatException($"needs a whole number from {smallest} to {largest}; it has '{value}'");
}

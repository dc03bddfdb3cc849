using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grocery.Platform.Cli.Projects;
using Grocery.Platform.Testing;

namespace Grocery.Platform.Cli.Verification;

/// <summary><c>grocery verify</c>: the conformance suite against a project or an address.</summary>
internal static partial class VerifyCommand
{
    private static readonly Argument<string> Target = new("TARGET") { Description = "A .csproj file or its folder, which the suite starts; or the address of a service that runs, such as http://localhost:8080.", HelpName = "PROJECT|URL" };

    private static readonly Option<Uri?> Management = new("--management")
    {
        Description = "The address of the management port of a service that runs.",
        HelpName = "URL",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : Refuse<Uri>(result, "an address such as http://localhost:9090"),
    };

    private static readonly Option<string> Route = new("--route") { Description = "A path that answers without dependencies.", DefaultValueFactory = _ => "/", HelpName = "PATH" };

    private static readonly Option<string?> DependencyKey = new("--dependency") { Description = "The configuration key of the address of a dependency, which the suite puts a faulty one behind.", HelpName = "KEY" };

    private static readonly Option<string?> DependencyRoute = new("--dependency-route") { Description = "The path that calls the dependency.", HelpName = "PATH" };

    private static readonly Option<string?> DependencyClient = new("--dependency-client") { Description = "The name of the client that calls the dependency, when it has settings of its own.", HelpName = "NAME" };

    private static readonly Option<string?> UnsafeRoute = new("--dependency-unsafe-route") { Description = "The path that calls the dependency by POST without an Idempotency-Key when it is asked by POST.", HelpName = "PATH" };

    private static readonly Option<string?> UnsafeBody = new("--dependency-unsafe-body") { Description = "The body of that request.", HelpName = "JSON" };

    private static readonly Option<string> DependencyAnswer = new("--dependency-answer") { Description = "What the dependency answers while it is well.", DefaultValueFactory = _ => "{}", HelpName = "JSON" };

    private static readonly Option<KeyValuePair<string, string>[]> Header = new("--header")
    {
        Description = "A header of every request to the service's own paths, such as an Authorization. May be repeated.",
        HelpName = "NAME=VALUE",
        CustomParser = ReadHeaders,
    };

    private static readonly Option<string[]> Exclude = new("--exclude")
    {
        Description = "A check to leave out, with the reason, which the result shows. May be repeated.",
        HelpName = "CHECK=REASON",
        CustomParser = result => [.. result.Tokens.Select(token => token.Value)],
    };

    private static readonly Option<int> Patience = new("--patience") { Description = "How many seconds a start or an answer may take, 1 to 3600.", DefaultValueFactory = _ => 30, HelpName = "SECONDS" };

    private static readonly Option<FileInfo?> Html = new("--html") { Description = "Writes the score card as a page.", HelpName = "FILE" };

    private static readonly Option<FileInfo?> Junit = new("--junit") { Description = "Writes the results for a pipeline.", HelpName = "FILE" };

    private static readonly Option<bool> Json = new("--json") { Description = "Writes JSON." };

    private static readonly Option[] OfProjects =
        [DependencyKey, DependencyRoute, DependencyClient, DependencyAnswer, UnsafeRoute, UnsafeBody, BuildOptions.Set, BuildOptions.Configuration, BuildOptions.NoBuild];

    public static Command Create(Terminal terminal)
    {
        foreach (var path in new Option[] { Route, DependencyRoute, UnsafeRoute })
            path.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && !result.Tokens[0].Value.StartsWith('/'))
                    result.AddError($"{path.Name} is '{result.Tokens[0].Value}'; allowed: a path that begins with a slash, such as /products.");
            });

        foreach (var json in new Option[] { DependencyAnswer, UnsafeBody })
            json.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && !IsJson(result.Tokens[0].Value))
                    result.AddError($"{json.Name} is no JSON; allowed: one value, such as {{\"stock\":3}}.");
            });

        Patience.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var seconds) || seconds is < 1 or > 3600))
                result.AddError($"--patience is '{result.Tokens[0].Value}'; allowed: a whole number from 1 to 3600.");
        });

        var command = new Command("verify", "Proves that a service is ready for production, by the conformance suite of Grocery.Platform.Testing. Ends with 1 when a check fails or none ran.")
        {
            Target, Management, Route, Header, DependencyKey, DependencyRoute, DependencyClient, DependencyAnswer, UnsafeRoute, UnsafeBody, Exclude, Patience, BuildOptions.Set, BuildOptions.Configuration, BuildOptions.NoBuild, Html, Junit, Json,
        };
        command.SetAction((parsed, stop) => RunAsync(parsed, terminal, stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var address = ReadAddress(parsed);
        var plan = ReadPlan(parsed);
        foreach (var file in new[] { parsed.GetValue(Html), parsed.GetValue(Junit) })
        {
            if (file is { Directory.Exists: false })
                throw new WrongUseException($"{file.FullName} cannot be written: there is no folder {file.DirectoryName}. Make it, or name another.");
        }

        var (service, name) = await FindServiceAsync(address, parsed, terminal, stop).ConfigureAwait(false);
        terminal.Progress($"Running {PlatformConformance.Checks.Count} checks; this takes some minutes ...");
        var report = await PlatformConformance.VerifyAsync(service, plan, stop).ConfigureAwait(false);

        var card = new ScoreCard(name, report);
        if (parsed.GetValue(Json))
            terminal.WriteJson(card.ToJson());
        else
            await terminal.Output.WriteLineAsync(card.ToText().AsMemory(), stop).ConfigureAwait(false);

        if (parsed.GetValue(Html) is { } html)
            await File.WriteAllTextAsync(html.FullName, card.ToHtml(), stop).ConfigureAwait(false);
        if (parsed.GetValue(Junit) is { } junit)
            await File.WriteAllTextAsync(junit.FullName, card.ToJunit(), stop).ConfigureAwait(false);

        return report.IsPassed ? ExitCodes.Well : ExitCodes.Findings;
    }

    private static Uri? ReadAddress(ParseResult parsed)
    {
        if (!Uri.TryCreate(parsed.GetRequiredValue(Target), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return parsed.GetValue(Management) is null
                ? null
                : throw new WrongUseException("--management goes with the address of a service that runs; of a project the suite opens the management port itself.");
        }

        return FindGiven(parsed, OfProjects) is { } option
            ? throw new WrongUseException($"{option.Name} goes with a project, which the suite starts: in a service that runs it changes nothing.")
            : address;
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Option? FindGiven(ParseResult parsed, params Option[] options) =>
        Array.Find(options, option => parsed.GetResult(option) is { Implicit: false });

    // No value in a message: it may be a credential.
    private static KeyValuePair<string, string>[] ReadHeaders(ArgumentResult result) => [.. result.Tokens.Select(token => token.Value.Split('=', 2)).Select(parts =>
    {
        if (parts.Length != 2 || !HeaderNamePattern().IsMatch(parts[0]) || parts[1].Any(char.IsControl))
            result.AddError("--header is no header of a request; allowed: NAME=VALUE, such as X-Api-Key=for-tests, with a name of letters, digits and hyphens that is not one of the content, and a value on one line.");

        return KeyValuePair.Create(parts[0], parts[^1]);
    })];

    private static async Task<(ServiceUnderTest Service, string Name)> FindServiceAsync(Uri? address, ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var target = parsed.GetRequiredValue(Target);
        if (address is not null)
            return (ServiceUnderTest.At(address, parsed.GetValue(Management)), target);

        terminal.Progress("Reading the project ...");
        var project = await ServiceProject.ReadAsync(ServiceProject.Find(target), parsed.GetRequiredValue(BuildOptions.Configuration), stop).ConfigureAwait(false);
        await BuildOptions.EnsureBuiltAsync(project, parsed, terminal, stop).ConfigureAwait(false);
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in parsed.GetValue(BuildOptions.Set) ?? [])
            variables[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        return (ServiceUnderTest.Executable(project.TargetPath, variables), project.Name);
    }

    /// <summary>Reads what the suite has to know of the service.</summary>
    internal static ConformancePlan ReadPlan(ParseResult parsed)
    {
        var (key, route) = (parsed.GetValue(DependencyKey), parsed.GetValue(DependencyRoute));
        if (key is null != route is null)
            throw new WrongUseException("--dependency and --dependency-route go together: the key of the address of a dependency, and the path that calls it.");
        if (key is null && FindGiven(parsed, DependencyClient, DependencyAnswer, UnsafeRoute) is { } alone)
            throw new WrongUseException($"{alone.Name} goes with --dependency and --dependency-route, which name the dependency.");
        if (parsed.GetValue(UnsafeBody) is not null && parsed.GetValue(UnsafeRoute) is null)
            throw new WrongUseException("--dependency-unsafe-body goes with --dependency-unsafe-route, whose body it is.");

        var plan = new ConformancePlan
        {
            Route = parsed.GetRequiredValue(Route),
            Patience = TimeSpan.FromSeconds(parsed.GetValue(Patience)),
            Dependency = key is null ? null : new ConformanceDependency
            {
                Key = key,
                Route = route!,
                Client = parsed.GetValue(DependencyClient),
                Answer = parsed.GetRequiredValue(DependencyAnswer),
                UnsafeRoute = parsed.GetValue(UnsafeRoute) is { } path ? new ConformanceRoute("POST", path, parsed.GetValue(UnsafeBody)) : null,
            },
        };
        foreach (var (name, value) in parsed.GetValue(Header) ?? [])
            plan.Headers[name] = value;

        foreach (var excluded in parsed.GetValue(Exclude) ?? [])
        {
            if (excluded.Split('=', 2) is not [var name, { Length: > 0 } reason] || PlatformConformance.Checks.All(check => check.Name != name))
                throw new WrongUseException($"--exclude has '{excluded}'; allowed: CHECK=REASON, with one of the checks {string.Join(", ", PlatformConformance.Checks.Select(check => check.Name))}.");

            plan.Excluded[name] = reason;
        }

        return plan;
    }

    private static T? Refuse<T>(ArgumentResult result, string allowed)
        where T : class
    {
        result.AddError($"'{result.Tokens[0].Value}' is not allowed here; allowed: {allowed}.");
        return null;
    }

    [GeneratedRegex("^(?!content-)[a-z0-9][a-z0-9-]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderNamePattern();
}

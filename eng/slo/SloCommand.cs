using System.CommandLine;
using Grocery.Slo.Definition;
using Grocery.Slo.Live;
using Grocery.Slo.Output;

namespace Grocery.Slo;

/// <summary>The command line. Ends with 0; with 1 when something is wrong with the files, 2 with the arguments.</summary>
internal static class SloCommand
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);

    private static readonly Option<DirectoryInfo?> Root = new("--root")
    {
        Description = "The root of the checkout; default: the one above the current folder.",
        Recursive = true,
    };

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create(output, error).Parse(args);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return parsed.Errors.Count > 0 ? 2 : exit;
    }

    private static RootCommand Create(TextWriter output, TextWriter error)
    {
        var addresses = new Argument<Uri[]>("URL")
        {
            Description = "Where a service shows its metrics, such as http://localhost:9090/metrics; several may be given.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                Uri[] found = [.. result.Tokens.Select(token => Uri.TryCreate(token.Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? WithPath(uri) : null).OfType<Uri>()];
                if (found.Length < result.Tokens.Count)
                    result.AddError("URL must be an address such as http://localhost:9090/metrics.");

                return found;
            },
        };
        var verify = new Command("verify", "Asks running services whether they measure what slo.yaml promises.") { addresses };
        verify.SetAction((parsed, stop) => WithFilesAsync(
            parsed, error, (_, files) => VerifyAsync(files, parsed.GetRequiredValue(addresses), output, error, stop)));

        var generate = new Command("generate", "Makes rules, dashboards and thresholds from samples/*/slo.yaml.");
        generate.SetAction(parsed => WithFilesAsync(parsed, error, (root, files) =>
        {
            string[] changes = [.. new GeneratedFiles(root, files).Write()];
            output.WriteLine(changes.Length == 0 ? "everything is up to date" : string.Join('\n', changes));
            return Task.FromResult(0);
        }));

        var check = new Command("check", "Tells whether what is checked in is what would be made.");
        check.SetAction(parsed => WithFilesAsync(
            parsed, error, (root, files) => Task.FromResult(Report([.. new GeneratedFiles(root, files).FindDrift()], "everything is up to date", output, error))));

        return new RootCommand("SLOs as code: docs/operations/slo.md tells what is in a slo.yaml.") { Root, generate, check, verify };
    }

    private static async Task<int> WithFilesAsync(ParseResult parsed, TextWriter error, Func<string, IReadOnlyList<SloFile>, Task<int>> use)
    {
        var root = parsed.GetValue(Root)?.FullName ?? Workspace.FindRoot(Directory.GetCurrentDirectory());
        if (root is null || !Directory.Exists(root))
        {
            await error.WriteLineAsync(root is null ? "There is no checkout above the current folder: go into one, or name it by --root." : $"There is no folder {root}: name the root of a checkout by --root.");
            return 2;
        }

        var problems = new List<Problem>();
        var files = Workspace.Read(root, problems);
        return problems.Count > 0 ? Report(problems, "", TextWriter.Null, error) : await use(root, files);
    }

    private static async Task<int> VerifyAsync(IReadOnlyList<SloFile> files, Uri[] addresses, TextWriter output, TextWriter error, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = AnswerBound };
        var exit = 0;
        foreach (var address in addresses)
            exit |= await VerifyAsync(files, address, client, output, error, stop);

        return exit;
    }

    private static async Task<int> VerifyAsync(IReadOnlyList<SloFile> files, Uri address, HttpClient client, TextWriter output, TextWriter error, CancellationToken stop)
    {
        MetricsPage page;
        try
        {
            page = MetricsPage.Parse(await client.GetStringAsync(address, stop));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            await error.WriteLineAsync($"{address} did not answer: {exception.Message} Start the service, or name the address of its metrics.");
            return 1;
        }

        if (page.Service is not { } service)
        {
            await error.WriteLineAsync($"{address} does not say whose metrics these are: there is no target_info with service_name. Is it the /metrics of a service with the platform?");
            return 1;
        }

        if (files.FirstOrDefault(file => file.Service == service) is not { } found)
        {
            await error.WriteLineAsync($"{address} is the service {service}, for which there is no slo.yaml; {NearNames.Suggest(service, files.Select(file => file.Service))}");
            return 1;
        }

        return Report([.. new Verification(found, page).FindProblems()], $"{service} measures its {found.Promises.Count} promises", output, error);
    }

    private static int Report(List<Problem> problems, string well, TextWriter output, TextWriter error)
    {
        foreach (var problem in problems)
            error.WriteLine(problem);

        if (problems.Count == 0)
            output.WriteLine(well);

        return problems.Count == 0 ? 0 : 1;
    }

    private static Uri WithPath(Uri address) => address.AbsolutePath == "/" ? new Uri(address, "/metrics") : address;
}

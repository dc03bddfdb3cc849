using System.CommandLine;

namespace Grocery.Feed;

/// <summary>The command line. Ends with 0; with 1 when a package cannot be taken, 2 when the arguments are wrong.</summary>
internal static class FeedCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create(output, error).Parse(args);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return parsed.Errors.Count > 0 ? 2 : exit;
    }

    private static RootCommand Create(TextWriter output, TextWriter error)
    {
        var packages = new Option<DirectoryInfo>("--packages") { Description = "The folder with *.nupkg and *.snupkg.", Required = true }.AcceptExistingOnly();
        var folder = new Option<DirectoryInfo>("--output") { Description = "The folder of the feed. What is in it stays; versions are added.", Required = true };
        var url = new Option<Uri>("--url")
        {
            Description = "Where the folder will be found, such as https://packages.example.com/feed; its files name it.",
            Required = true,
            CustomParser = result =>
            {
                var given = result.Tokens.Single().Value;
                if (Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Query: "", Fragment: "" })
                    return address;

                result.AddError($"--url is \"{given}\": use an address such as https://packages.example.com/feed.");
                return null;
            },
        };

        var root = new RootCommand("Makes a NuGet v3 feed of packages: files that any web server, or S3, answers with. Symbols are in its folder symbols, by the key that debuggers ask for.")
        {
            packages, folder, url,
        };
        root.SetAction(parsed =>
        {
            try
            {
                var feed = new StaticFeed(parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(url));
                foreach (var line in feed.Add(parsed.GetRequiredValue(packages).FullName))
                    output.WriteLine(line);

                return 0;
            }
            catch (Exception exception) when (exception is FeedException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"feed.sh: {exception.Message}");
                return 1;
            }
        });
        return root;
    }
}

using System.Globalization;

namespace Grocery.Versions;

/// <summary>Does what was asked for.</summary>
internal sealed class Commands(Arguments arguments, Workspace workspace, TimeProvider time, TextWriter output)
{
    private readonly Operations _operations = new(workspace, time, arguments.By, arguments.Reason);

    public Task RunAsync(CancellationToken token) => arguments.Command!.Name switch
    {
        "show" => ShowAsync(),
        "history" => ShowHistoryAsync(token),
        "generate" => GenerateAsync(token),
        "check" => CheckAsync(),
        _ => new ChangeRun(workspace, arguments.Change, time, output).RunAsync(MakeAsync, token),
    };

    private Task<Change> MakeAsync(VersionsFile file, CancellationToken token) => arguments.Command!.Name switch
    {
        "record" => _operations.RecordAsync(file, arguments[0], arguments[1], Image.Parse(arguments[2]), arguments.Version, token),
        "promote" => _operations.PromoteAsync(file, arguments[0], arguments[1], arguments[2], token),
        "pin" => Task.FromResult(_operations.Pin(file, arguments[0], arguments[1])),
        "unpin" => Task.FromResult(Operations.Unpin(file, arguments[0], arguments[1])),
        "revert" => _operations.RevertAsync(file, arguments[0], arguments[1], arguments.Steps, token),
        var other => throw new ArgumentsException($"{other} changes nothing."),
    };

    private async Task ShowAsync()
    {
        var file = workspace.Read();
        foreach (var environment in file.Environments)
        {
            await output.WriteLineAsync(environment.Name);
            foreach (var service in file.Services)
                await output.WriteLineAsync($"  {service.PadRight(file.Services.Max(name => name.Length))}  {Describe(environment.Entries[service])}");
        }
    }

    private async Task ShowHistoryAsync(CancellationToken token)
    {
        var file = workspace.Read();
        var steps = 0;
        await foreach (var entry in new History(workspace.Git).ReadAsync(file, arguments[0], arguments[1], token))
            await output.WriteLineAsync($"{(steps == 0 ? "now" : steps.ToString(CultureInfo.InvariantCulture)),4}  {Describe(entry with { Pinned = steps++ == 0 ? entry.Pinned : null })}");
        if (steps == 0)
            await output.WriteLineAsync($"{arguments[0]} never had an image in {arguments[1]}.");
    }

    private async Task GenerateAsync(CancellationToken token)
    {
        using var only = await workspace.LockAsync(time, token);
        var written = workspace.Write(workspace.Read());
        foreach (var path in written)
            await output.WriteLineAsync($"  {path}");
        await output.WriteLineAsync(written.Count == 0 ? $"All files are what {VersionsFile.Location} says." : $"{written.Count} files written.");
        if (!workspace.Generated.HasCharts)
            await output.WriteLineAsync("There are no charts in infra/kubernetes, so that nothing was generated for them.");
    }

    private async Task CheckAsync()
    {
        var file = workspace.Read();
        var stale = workspace.Generated.FindStale(file).Keys;
        if (stale.Any())
            throw new VersionsException($"Not what {VersionsFile.Location} says: {string.Join(", ", stale)}. Change that file alone, and run eng/grocery versions generate.");

        await output.WriteLineAsync($"{file.Environments.Count} environments of {file.Services.Count} services: all files are what {VersionsFile.Location} says.");
    }

    private static string Describe(Entry entry) => entry.Image.IsNone
        ? "no image yet"
        : $"{entry.Version}  {entry.Image.ShortDigest}  since {entry.Fields.Single(field => field.Key == "deployed_at").Value} by {entry.DeployedBy}"
            + (entry.Pinned is { } why ? $"  pinned: {why}" : "");
}

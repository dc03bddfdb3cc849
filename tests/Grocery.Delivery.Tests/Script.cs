using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

/// <summary>Runs a script of the repository, in a folder of its own and with stand-ins for programs that are not to be called.</summary>
internal sealed class Script : IDisposable
{
    private readonly string _programs;

    public Script()
    {
        Folder = Directory.CreateTempSubdirectory("delivery-").FullName;
        _programs = Path.Combine(Folder, "programs");
        Directory.CreateDirectory(_programs);
    }

    /// <summary>Gets the folder that goes with this.</summary>
    public string Folder { get; }

    /// <summary>Gets what the stand-ins were called with, one call a line.</summary>
    public string[] Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    private string CallsFile => Path.Combine(Folder, "calls");

    /// <summary>Puts a program in the place of the real one; its body is bash.</summary>
    public void StandIn(string program, string body)
    {
        var file = Path.Combine(_programs, program);
        File.WriteAllText(file, $"#!/usr/bin/env bash\nset -euo pipefail\nprintf '%s\\n' \"{program} $*\" >>\"{CallsFile}\"\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file into the folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    public Task<Ended> RunAsync(string script, params string[] arguments) => RunAsync(script, arguments, []);

    public async Task<Ended> RunAsync(string script, string[] arguments, Dictionary<string, string?> environment, string? input = null)
    {
        environment["PATH"] = $"{_programs}:{Environment.GetEnvironmentVariable("PATH")}";
        var (exitCode, output, error) = await Command.TryRunAsync(Repository.Path(script), arguments, Repository.Root, environment, input);
        return new Ended(exitCode, output, error);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>How a script ended, and what it said.</summary>
    internal sealed record Ended(int ExitCode, string Output, string Error);
}

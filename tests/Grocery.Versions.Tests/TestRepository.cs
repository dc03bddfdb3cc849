using Grocery.Platform.TestSupport;

namespace Grocery.Versions.Tests;

/// <summary>A git repository in a temporary folder, with three environments of two services, and one that it pushes to.</summary>
internal sealed class TestRepository : IDisposable
{
    private static readonly string Nobody = new('0', 64);

    // Made once: git is a process for each call.
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);

    private readonly bool _ownsOrigin;
    private readonly string _parent;

    private TestRepository(string parent, string root, bool ownsOrigin) => (_parent, Root, _ownsOrigin) = (parent, root, ownsOrigin);

    public string Root { get; }

    public ManualTimeProvider Time { get; } = new();

    public string File => Path("infra", "versions.yaml");

    public static async Task<TestRepository> CreateAsync()
    {
        var parent = Directory.CreateTempSubdirectory("grocery-versions-").FullName;
        await Command.RunAsync("cp", ["-r", (await Template.Value) + "/.", parent]);
        return new TestRepository(parent, System.IO.Path.Combine(parent, "first"), ownsOrigin: true);
    }

    /// <summary>Makes a clone of the same origin, as a colleague has one.</summary>
    public async Task<TestRepository> CloneAsync()
    {
        var clone = new TestRepository(_parent, System.IO.Path.Combine(_parent, "second"), ownsOrigin: false);
        await Command.RunAsync("git", ["clone", "--quiet", "origin.git", "second"], _parent);
        await clone.ConfigureAsync("bob@grocery.example");
        return clone;
    }

    public static string Digest(int number) => $"sha256:{number:x64}";

    public static string Image(string service, int number) => $"registry.example/grocery/{service}@{Digest(number)}";

    /// <summary>Runs the tool in this repository.</summary>
    public async Task<Answer> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Tool.RunAsync(["--root", Root, .. arguments], output, error, Time, TestContext.Current.CancellationToken);
        return new Answer(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs the tool, which has to succeed.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var answer = await RunAsync(arguments);
        Assert.True(answer.ExitCode == 0, $"{string.Join(' ', arguments)}: {answer.Error}");
        return answer.Output;
    }

    /// <summary>Runs the tool, which has to refuse.</summary>
    public async Task<string> RefuseAsync(params string[] arguments)
    {
        var answer = await RunAsync(arguments);
        Assert.True(answer.ExitCode != 0, $"{string.Join(' ', arguments)} was not refused: {answer.Output}");
        return answer.Error;
    }

    public async Task<string> GitAsync(params string[] arguments) => (await Command.RunAsync("git", arguments, Root)).Trim();

    public async Task CommitAllAsync(string subject)
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "-m", subject);
    }

    public string Read() => System.IO.File.ReadAllText(File);

    /// <summary>Changes the text of the file by hand.</summary>
    public void Replace(string old, string with)
    {
        Assert.Contains(old, Read(), StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, Read().Replace(old, with, StringComparison.Ordinal));
    }

    public string Path(params string[] segments) => System.IO.Path.Combine([Root, .. segments]);

    public void WriteFile(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(path))!);
        System.IO.File.WriteAllText(Path(path), text);
    }

    /// <summary>Writes a hook of git.</summary>
    public async Task WriteHookAsync(string path, string text)
    {
        WriteFile(path, "#!/bin/sh\n" + text);
        await Command.RunAsync("chmod", ["+x", Path(path)]);
    }

    /// <summary>Gives the image of a service as Terraform reads it.</summary>
    public async Task<string> ImageInTerraformAsync(string service, string environment)
    {
        using var document = System.Text.Json.JsonDocument.Parse(
            await System.IO.File.ReadAllTextAsync(Path("infra", "terraform", "environments", environment, "images.tfvars.json"), TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("images").GetProperty(service).GetString()!;
    }

    public void Dispose()
    {
        if (_ownsOrigin)
            Directory.Delete(_parent, recursive: true);
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var parent = Directory.CreateTempSubdirectory("grocery-versions-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(parent, recursive: true);
        using var repository = new TestRepository(parent, System.IO.Path.Combine(parent, "first"), ownsOrigin: false);
        await Command.RunAsync("git", ["init", "--quiet", "--bare", "--initial-branch=main", "origin.git"], parent);
        await Command.RunAsync("git", ["init", "--quiet", "--initial-branch=main", "first"], parent);
        await repository.GitAsync("remote", "add", "origin", "../origin.git");
        await repository.ConfigureAsync("ann@grocery.example");
        repository.WriteFile("infra/versions.yaml", FirstFile());
        foreach (var environment in new[] { "dev", "staging", "prod" })
            repository.WriteFile($"infra/terraform/environments/{environment}/backend.hcl", "bucket = \"states\"\n");
        await repository.DoAsync("generate");
        await repository.CommitAllAsync("Begin");
        await repository.GitAsync("push", "--quiet", "--set-upstream", "origin", "main");
        return parent;
    }

    private static string FirstFile()
    {
        var text = "# What runs where.\nservices: [cart, order]\n\nenvironments:\n";
        foreach (var environment in new[] { "dev", "staging", "prod" })
        {
            text += $"  # {environment} by itself\n  {environment}:\n";
            foreach (var service in new[] { "cart", "order" })
                text += $"    {service}:\n      repository: registry.example/grocery/{service} # of {service}\n      digest: sha256:{Nobody}\n";
        }

        return text;
    }

    private async Task ConfigureAsync(string email)
    {
        await GitAsync("config", "user.name", "Somebody");
        await GitAsync("config", "user.email", email);
        await GitAsync("config", "commit.gpgsign", "false");
        await GitAsync("config", "core.hooksPath", ".git/hooks");
    }
}

internal sealed record Answer(int ExitCode, string Output, string Error);

namespace Grocery.Versions.Tests;

public sealed class RecordTests : IAsyncLifetime
{
    private TestRepository _repository = null!;

    public async ValueTask InitializeAsync() => _repository = await TestRepository.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("registry.example/grocery/cart:1.2.3", "has a tag")]
    [InlineData("registry.example/grocery/cart", "has no digest")]
    [InlineData("registry.example/grocery/cart@1.2.3", "allowed: sha256:<64 hex digits>")]
    [InlineData("registry.example/grocery/cart:1.2@sha256:ab", "has a tag")]
    [InlineData("registry.example/grocery/cart@sha256:abc", "allowed: sha256:<64 hex digits>")]
    [InlineData("registry.example/grocery/cart@sha256:0000000000000000000000000000000000000000000000000000000000000000", "stands for no image")]
    [InlineData("cart; rm -rf /@sha256:ab", "is not a repository")]
    public async Task An_image_is_named_by_its_digest(string image, string problem)
    {
        var answer = await _repository.RunAsync("record", "cart", "dev", image);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(problem, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_of_an_image_is_found_again_by_its_digest()
    {
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 1), "--version", "1.10");
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 2), "--version", "1.11");

        await _repository.DoAsync("record", "cart", "staging", TestRepository.Image("cart", 1), "--reason", "Rolled back");

        Assert.Contains("Record cart 1.10 in staging", await _repository.GitAsync("log", "-1", "--format=%s"), StringComparison.Ordinal);
        // Other readers of YAML would take it for the number 1.1.
        Assert.Contains("version: \"1.10\"", _repository.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_a_version_is_called_by_its_digest()
    {
        await _repository.DoAsync("record", "cart", "dev", $"registry.example/grocery/cart@sha256:0123456789abcdef{new string('7', 48)}");

        Assert.Contains("version: 0123456789ab\n", _repository.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_environment_takes_an_image_from_elsewhere_only_for_a_reason()
    {
        var error = await _repository.RefuseAsync("record", "cart", "prod", TestRepository.Image("cart", 1));
        await _repository.DoAsync("record", "cart", "prod", TestRepository.Image("cart", 1), "--reason", "Restored after the loss of the region");

        Assert.Contains("prod gets its images from staging", error, StringComparison.Ordinal);
        Assert.Contains("Restored after", await _repository.GitAsync("log", "-1", "--format=%b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_can_be_named()
    {
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 1), "--by", "pipeline: \"main\" #7");

        Assert.Contains("deployed_by: \"pipeline: \\\"main\\\" #7\"\n", _repository.Read(), StringComparison.Ordinal);
        Assert.Contains("by pipeline: \"main\" #7", await _repository.DoAsync("show"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_git_takes_it_without_a_commit()
    {
        Directory.Delete(_repository.Path(".git"), recursive: true);

        var error = await _repository.RefuseAsync("record", "cart", "dev", TestRepository.Image("cart", 1), "--by", "pipeline");
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 1), "--by", "pipeline", "--no-commit");

        Assert.Contains("is not a git repository", error, StringComparison.Ordinal);
        Assert.Equal(TestRepository.Image("cart", 1), await _repository.ImageInTerraformAsync("cart", "dev"));
        Assert.Empty(Directory.GetFiles(_repository.Path("infra"), ".versions.lock"));
    }

    [Theory]
    [InlineData("record basket dev IMAGE", "There is no service \"basket\"; allowed: cart, order.")]
    [InlineData("record carts dev IMAGE", "Did you mean cart?")]
    [InlineData("record cart stagin IMAGE", "There is no environment \"stagin\"; allowed: dev, staging, prod. Did you mean staging?")]
    [InlineData("record cart dev", "record takes 3 words, and has 2: record SERVICE ENVIRONMENT IMAGE")]
    [InlineData("record cart dev IMAGE --versio 1", "Did you mean --version?")]
    [InlineData("record cart dev IMAGE --version", "--version needs a value")]
    [InlineData("record cart dev IMAGE --version a/b", "the version is \"a/b\"; allowed: letters")]
    [InlineData("record cart dev IMAGE --version 1 --version 2", "--version is given twice")]
    [InlineData("record cart dev IMAGE --push --no-commit", "--push and --no-commit do not go together")]
    [InlineData("pin cart dev", "pin needs --reason TEXT")]
    [InlineData("revert cart dev --to 0", "--to is \"0\"; use a whole number from 1")]
    [InlineData("promoted cart dev staging", "There is no command \"promoted\"")]
    [InlineData("", "Name a command: show, history, record")]
    public async Task A_mistake_in_the_arguments_is_named_with_what_is_allowed(string line, string problem)
    {
        string[] arguments = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "IMAGE" ? TestRepository.Image("cart", 1) : word)];

        var answer = await _repository.RunAsync(arguments);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(problem, answer.Error, StringComparison.Ordinal);
        Assert.Empty(await _repository.GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task Help_names_every_command_and_all_that_each_takes()
    {
        var help = await _repository.DoAsync("--help");
        var revert = await _repository.DoAsync("revert", "--help");

        Assert.All(["show", "history", "record", "promote", "pin", "unpin", "revert", "generate", "check"], name => Assert.Contains($"\n  {name} ", help, StringComparison.Ordinal));
        Assert.Contains("eng/grocery versions revert SERVICE ENVIRONMENT [--to N]", revert, StringComparison.Ordinal);
        Assert.Contains("--dry-run", revert, StringComparison.Ordinal);
    }
}

using Grocery.Platform.TestSupport;

namespace Grocery.Versions.Tests;

/// <summary>The file, and what follows from it.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private static readonly string Zeros = new('0', 64);

    private TestRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _repository = await TestRepository.CreateAsync();
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 1), "--version", "1.0.0", "--no-commit");
    }

    public ValueTask DisposeAsync()
    {
        _repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("      version: 1.0.0\n", "      versoin: 1.0.0\n", 10, "cart in dev has the key \"versoin\", which nothing reads; allowed: repository, digest, version, deployed_at, deployed_by, pinned. Did you mean version?")]
    [InlineData("sha256:" + Number1, "1.0.0", 9, "cart in dev: the digest is \"1.0.0\"; allowed: sha256:<64 hex digits>")]
    [InlineData("grocery/cart # of cart\n      digest: sha256:" + Number1, "grocery/cart:1.0.0\n      digest: sha256:" + Number1, 8, "has a tag; leave it out")]
    [InlineData("      version: 1.0.0\n", "", 8, "cart in dev: version is missing")]
    [InlineData("2026-01-01T00:00:00Z", "yesterday", 11, "deployed_at is \"yesterday\"; write a time in UTC, such as")]
    [InlineData("2026-01-01T00:00:00Z", "2026-13-01T00:00:00Z", 11, "deployed_at is \"2026-13-01T00:00:00Z\"")]
    [InlineData("deployed_by: ann@grocery.example", "deployed_by:", 12, "deployed_by of cart in dev is not one line of text")]
    [InlineData("services: [cart, order]", "services: [cart, order, product]", 7, "dev has no product; add it")]
    [InlineData("services: [cart, order]", "services: [cart]", 13, "dev has the key \"order\", which nothing reads; allowed: cart.")]
    [InlineData("services: [cart, order]", "services: cart", 2, "services is not a list")]
    [InlineData("services: [cart, order]", "services: [cart, cart, order]", 2, "cart is named twice")]
    [InlineData("services: [cart, order]", "services: [cart, ../order]", 2, "\"../order\" is not the name of a service")]
    [InlineData("services: [cart, order]", "services: [cart, order]\nowner: me", 3, "the file has the key \"owner\", which nothing reads; allowed: services, environments, verify")]
    [InlineData("  staging:\n", "  dev:\n", 17, "Duplicate key")]
    [InlineData("    cart:\n", "    cart: &cart\n", 7, "&cart is an anchor")]
    [InlineData("# What runs where.\n", "\t- x\n", 2, "Did not find")]
    public async Task A_mistake_in_the_file_is_named_with_its_line_and_the_fix(string right, string wrong, int line, string problem)
    {
        _repository.Replace(right, wrong);

        var answer = await _repository.RunAsync("check");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(
            answer.Error.Split('\n'),
            found => found.StartsWith($"infra/versions.yaml:{line}: ", StringComparison.Ordinal) && found.Contains(problem, StringComparison.Ordinal));
    }

    private const string Number1 = "0000000000000000000000000000000000000000000000000000000000000001";

    [Fact]
    public async Task All_mistakes_are_named_at_once()
    {
        _repository.Replace("version: 1.0.0", "version: one two");
        _repository.Replace(Number1, "x");

        var error = await _repository.RefuseAsync("check");

        Assert.Contains(":9: cart in dev: the digest is", error, StringComparison.Ordinal);
        Assert.Contains(":10: cart in dev: the version is \"one two\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_image_was_deployed_by_nobody()
    {
        _repository.Replace(Number1, Zeros);

        var error = await _repository.RefuseAsync("check");

        Assert.Contains("a digest of zeros stands for no image, which has no version", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_file_that_was_changed_by_hand_is_found_and_written_anew()
    {
        var path = _repository.Path("infra/terraform/environments/dev/images.tfvars.json");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text.Replace(Number1, Zeros, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var error = await _repository.RefuseAsync("check");
        await _repository.DoAsync("generate");

        Assert.Contains("infra/terraform/environments/dev/images.tfvars.json", error, StringComparison.Ordinal);
        Assert.Contains("eng/grocery versions generate", error, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        await _repository.DoAsync("check");
    }

    [Fact]
    public async Task An_environment_that_the_file_forgets_is_found()
    {
        _repository.WriteFile("infra/terraform/environments/recovery/backend.hcl", "");

        var error = await _repository.RefuseAsync("check");

        Assert.Contains("infra/terraform/environments/recovery is an environment that infra/versions.yaml does not name", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_made_again_elsewhere_has_the_images_of_its_own()
    {
        _repository.WriteFile("infra/terraform/environments/prod/recovery/backend.hcl", "");

        Assert.Contains("all files are what", await _repository.DoAsync("check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charts_get_the_images_and_their_umbrella()
    {
        _repository.WriteFile("infra/kubernetes/charts/cart/Chart.yaml", "name: cart\nversion: 0.2.0\n");
        _repository.WriteFile("infra/kubernetes/charts/order/Chart.yaml", "name: order\nversion: \"0.3.1\" # of order\n");

        await _repository.DoAsync("generate");

        var values = await File.ReadAllTextAsync(_repository.Path("infra/kubernetes/environments/dev/versions.yaml"), TestContext.Current.CancellationToken);
        var umbrella = await File.ReadAllTextAsync(_repository.Path("infra/kubernetes/charts/shop/Chart.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains($"\ncart:\n  image:\n    repository: registry.example/grocery/cart\n    digest: {TestRepository.Digest(1)}\norder:\n", values, StringComparison.Ordinal);
        Assert.Contains("\ndependencies:\n  - name: cart\n    version: 0.2.0\n    repository: file://../cart\n  - name: order\n    version: 0.3.1\n", umbrella, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_a_chart_is_named()
    {
        _repository.WriteFile("infra/kubernetes/charts/cart/Chart.yaml", "version: 0.2.0\n");

        var error = await _repository.RefuseAsync("generate");

        Assert.Contains("infra/kubernetes/charts/order/Chart.yaml is missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_this_repository_is_what_everything_was_generated_from()
    {
        using var output = new StringWriter();

        var exitCode = await Tool.RunAsync(["--root", Repository.Root, "check"], output, output, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, output.ToString());
    }
}
